package org.reachline.sessions.materials;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The content of a file. */
@Entity
@Table(name = "session_material_file")
class MaterialFile extends PanacheEntityBase {
  /** Key of its {@link Material}. */
  @Id
  @Column(name = "material_id")
  public Long materialId;

  /** Its bytes. */
  @Column(nullable = false, updatable = false)
  public byte[] content;
}
