-- Leads that somebody works for as long as their account is disputed: few among all changes.
CREATE INDEX "ownership_changes_interim" ON "ownership_changes" ((cause->>'interim')) WHERE cause ? 'interim';
