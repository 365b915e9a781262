using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What happens to approvals and questions right now, for whoever waits or shows them. The journal tells the truth afterwards.</summary>
internal sealed class AskHub(AskClock clock) : ICommitSubscriber<Approval>, ICommitSubscriber<Question>
{
    private const int ChangesMax = 1024;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reports = new();
    private readonly ConcurrentDictionary<Channel<AskChange>, bool> _followers = new();

    /// <summary>Completes when it has ended. Ask for it first and look at it then; if it has ended already, say so by <see cref="HasEnded"/>.</summary>
    public Task Ended(string id) => Told(_ends, id);

    public void HasEnded(string id) => Tell(_ends, id);

    /// <summary>Completes when whoever asked knows the outcome; otherwise as <see cref="Ended"/>.</summary>
    public Task Reported(string id) => Told(_reports, id);

    public void HasReported(string id) => Tell(_reports, id);

    public void Committed(Receipt<Approval> receipt)
    {
        var approval = receipt.State;

        // A permission that has made a rule need not be used itself.
        if (approval is { UsedBy: not null } or { State: not (ApprovalState.Pending or ApprovalState.Approved) }
            or { Key: null, Decision: ApprovalDecision.Session or ApprovalDecision.Always }) clock.Forget(approval.Id.Value);
        Changed(approval.Id.Value, approval.State == ApprovalState.Pending, approval.Asker!, approval.Key is null);
    }

    public void Committed(Receipt<Question> receipt)
    {
        var question = receipt.State;
        if (question.State != QuestionState.Pending) clock.Forget(question.Id.Value);
        Changed(question.Id.Value, question.State == QuestionState.Pending, question.Asker!, question.Key is null);
    }

    /// <summary>Every change from now on. A follower that is far behind misses the oldest ones, and is told so.</summary>
    public async IAsyncEnumerable<AskChange> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missed = 0;
        var channel = Channel.CreateBounded<AskChange>(
            new BoundedChannelOptions(ChangesMax) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Volatile.Write(ref missed, 1));
        _followers.TryAdd(channel, true);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return Interlocked.Exchange(ref missed, 0) == 0 ? change : change with { Missed = true };
        }
        finally
        {
            _followers.TryRemove(channel, out _);
        }
    }

    private void Changed(string id, bool pending, Asker asker, bool reported)
    {
        if (!pending) Tell(_ends, id);
        if (!pending && reported) Tell(_reports, id);
        var change = new AskChange(id, pending, asker.Thread?.Value, asker.Turn?.Value);
        foreach (var (follower, _) in _followers) follower.Writer.TryWrite(change);
    }

    private static Task Told(ConcurrentDictionary<string, TaskCompletionSource> waiters, string id) =>
        waiters.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Tell(ConcurrentDictionary<string, TaskCompletionSource> waiters, string id)
    {
        if (waiters.TryRemove(id, out var waiter)) waiter.TrySetResult();
    }
}
