namespace AgentGateway.Terminal.Output;

/// <summary>Reads recorded output by offset.</summary>
public interface IOutputReader
{
    /// <summary>The offset of the oldest byte that is still there.</summary>
    long Start { get; }

    /// <summary>One past the offset of the newest byte.</summary>
    long End { get; }

    /// <summary>Whether nothing will be appended any more.</summary>
    bool IsComplete { get; }

    /// <summary>
    /// Reads from <paramref name="offset"/> or, if that is overwritten, from the oldest byte on. Nothing is read
    /// at or beyond the end.
    /// </summary>
    RingRead Read(long offset, Span<byte> buffer);

    /// <summary>Waits until there is a byte at <paramref name="offset"/>. False when there never will be.</summary>
    Task<bool> WaitForAsync(long offset, CancellationToken cancellationToken);
}
