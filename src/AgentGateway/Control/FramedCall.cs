using System.IO.Pipelines;
using AgentGateway.Domain;

namespace AgentGateway.Control;

/// <summary>
/// A call after whose acceptance the connection carries no lines any more, but frames of its own. It has the connection
/// to itself.
/// </summary>
internal abstract class FramedCall
{
    public abstract string Name { get; }

    /// <summary>The conversation that follows, or a refusal, after which the connection stays as it is.</summary>
    public abstract Task<Outcome<Conversation>> OpenAsync(ControlRequest request, CancellationToken cancellationToken);

    internal abstract class Conversation : IAsyncDisposable
    {
        /// <summary>The JSON of the result, told before the first frame.</summary>
        public abstract string Answer { get; }

        /// <summary>Serves the connection until it, or what it is about, has ended. Closes neither end of it.</summary>
        public abstract Task CarryAsync(PipeReader reader, Stream writer, CancellationToken cancellationToken);

        public abstract ValueTask DisposeAsync();
    }
}
