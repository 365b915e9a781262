namespace AgentGateway.Terminal.Output;

/// <summary>
/// The result of a read: <paramref name="Count"/> bytes from <paramref name="Offset"/> on, which is later than was
/// asked for by <paramref name="Dropped"/> bytes that the ring no longer has.
/// </summary>
public readonly record struct RingRead(long Offset, int Count, long Dropped)
{
    public long NextOffset => Offset + Count;
}
