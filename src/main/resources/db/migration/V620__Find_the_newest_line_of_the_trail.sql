-- Whether anything was done since a figure was counted is asked of the newest line of the trail and the newest report;
-- without an index either is a walk over all there are.
create index audit_entry_ordinal on audit_entry (ordinal);
create index site_report_ordinal on site_report (ordinal);
