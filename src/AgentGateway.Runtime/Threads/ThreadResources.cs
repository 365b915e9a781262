using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>What clients read of threads.</summary>
internal sealed class ThreadResources(ThreadService threads, IThreadReads reads) : IResourceSource
{
    private const int LatestMessages = 100;

    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "threads", "Threads", "agw://threads",
            "The threads, pinned ones first, then the most recently changed: the first page of thread_list.",
            () => ViewJson.Plain.ThreadListView,
            (_, cancellationToken) => threads.ListAsync(new(), cancellationToken)) with
        {
            Follows = ThreadMachine.Kind,
            IsChangedBy = async (stream, cancellationToken) =>
                await reads.ThreadAsync(new ThreadId(stream.Id), cancellationToken) is { Hidden: false },
        },
        Resource.OfView(
            "thread", "A thread", "agw://threads/{thread_id}",
            "A thread's state and its latest messages, oldest first. Read earlier ones with thread_read.",
            () => ViewJson.Plain.ThreadReadView, ReadLatestAsync) with { Follows = ThreadMachine.Kind },
    ];

    private Task<Outcome<ThreadReadView>> ReadLatestAsync(
        ResourceRequest request, CancellationToken cancellationToken) => threads.ReadAsync(
        new(request.Variable, Before: long.MaxValue.ToString(
            CultureInfo.InvariantCulture), Limit: LatestMessages), cancellationToken);
}
