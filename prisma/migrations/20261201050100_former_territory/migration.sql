-- Where a change of owner puts its account, and from where, as far as it moves it: what is undone goes back there.
ALTER TABLE "ownership_changes" ADD COLUMN "territory_id" UUID;
ALTER TABLE "ownership_changes" ADD COLUMN "former_territory_id" UUID;
