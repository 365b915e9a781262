namespace AgentGateway.Storage.Sqlite;

/// <summary>A time as it is stored: units of 100 ns since 1970, UTC.</summary>
internal static class Instant
{
    public static long Of(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    public static long? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;

    public static DateTimeOffset Time(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored);

    public static DateTimeOffset? Time(long? stored) => stored is { } known ? Time(known) : null;
}
