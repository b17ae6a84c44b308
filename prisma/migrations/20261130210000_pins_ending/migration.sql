-- Pins whose time is over already have been as good as lifted: their accounts were routed with the rest.
UPDATE pins SET lifted_at = until WHERE lifted_at IS NULL AND until <= now();
CREATE INDEX pins_ending ON pins (until) WHERE lifted_at IS NULL;
