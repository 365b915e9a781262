namespace AgentGateway.Runtime.Vectors;

/// <summary>Makes vectors of texts: what says about the same has vectors that point in about the same direction.</summary>
public interface IEmbedder
{
    /// <summary>
    /// Which vectors are made, in words: those of another source cannot be compared with them. Null where no embedder is
    /// set up.
    /// </summary>
    string? Source { get; }

    /// <summary>A vector for each text, all of one length.</summary>
    /// <exception cref="EmbedderException">There are none.</exception>
    Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
