-- What questions are about that name no show. channel: 0 for the whole server.
CREATE TABLE guild_show (
    guild INTEGER NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    channel INTEGER NOT NULL,
    work INTEGER NOT NULL REFERENCES name (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (guild, channel, work)
) STRICT, WITHOUT ROWID;
CREATE INDEX guild_show_work ON guild_show (work);
