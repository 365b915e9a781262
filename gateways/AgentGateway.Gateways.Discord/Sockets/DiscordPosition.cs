namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>
/// The newest event of a session that is stored together with all before it, so that what a lost socket had not stored
/// is sent once more.
/// </summary>
internal sealed class DiscordPosition
{
    private long _sequence;

    /// <summary>Null while nothing is stored.</summary>
    public long? Sequence => Interlocked.Read(ref _sequence) is var sequence and > 0 ? sequence : null;

    /// <summary>All events up to that one are stored. One caller at a time; it never moves back.</summary>
    public void Stored(long sequence)
    {
        if (sequence > Interlocked.Read(ref _sequence)) Interlocked.Exchange(ref _sequence, sequence);
    }
}
