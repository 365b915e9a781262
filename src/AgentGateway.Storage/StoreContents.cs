using AgentGateway.Domain;
using AgentGateway.Domain.Streams;
using AgentGateway.Storage.CommandQueues;
using AgentGateway.Storage.Knowledge;
using AgentGateway.Storage.Memory;
using AgentGateway.Storage.Requests;
using AgentGateway.Storage.Tables;
using AgentGateway.Storage.Tasks;
using AgentGateway.Storage.Threads;

namespace AgentGateway.Storage;

/// <summary>What a store keeps: it is told so when it is opened, and refuses everything else.</summary>
/// <param name="Kinds">The kinds of streams.</param>
/// <param name="Tables">The read tables: a capability with one is one line in <see cref="Gateway"/>.</param>
public sealed record StoreContents(StreamKinds Kinds, IReadOnlyList<ReadTable> Tables)
{
    /// <summary>What the gateway keeps.</summary>
    public static StoreContents Gateway { get; } = new(
        new StreamKinds(DomainStreams.All),
        [
            new ThreadTable(),
            new CommandTable(),
            new RequestTable(),
            new TaskTable(),
            new KnowledgeTable(),
            new MemoryTable(),
        ]);

    /// <summary>The same with another kind of stream and its tables.</summary>
    public StoreContents With(StreamKind kind, params IReadOnlyList<ReadTable> tables) =>
        new(new StreamKinds([.. Kinds.All, kind]), [.. Tables, .. tables]);
}
