-- Secrets in what agents send. Every other column of a request has a mask in their place.

-- Where something is masked, as a JSON list of pointers; null where nothing is.
alter table requests add column masked varchar;

-- What was posted, encrypted with a key that is not in the database; null where nothing is masked.
alter table requests add column sealed varchar;
