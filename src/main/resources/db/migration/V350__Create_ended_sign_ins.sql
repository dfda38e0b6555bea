-- A sign-out ends the sign-in and not only the cookie of one browser: a copy of the cookie would be
-- good until its token runs out. All instances ask here; rows older than a week are forgotten.
CREATE TABLE ended_sign_in (
  sign_in  varchar(255) PRIMARY KEY, -- the identity provider's name for it (claim sid)
  ended_at timestamptz NOT NULL
);
