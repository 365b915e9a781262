using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Messages of principals, and delegations that are no messages.</summary>
public sealed partial class ThreadService
{
    /// <summary>Posts the message; answers at once, with the turn that it started, joined or queued.</summary>
    public async Task<Outcome<SendView>> SendAsync(
        Caller caller, SendMessage request, CancellationToken cancellationToken)
    {
        if (ThreadArguments.Mode(request.Mode).IsRejected(out var refused, out var mode)) return refused;
        var once = keys.Of(caller, request.IdempotencyKey, "send", request.ThreadId, request.Text, request.Mode);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out refused, out var earlier)) return refused;
        if (earlier is not null) return await RepeatAsync(earlier, cancellationToken);
        if ((await PostingAsync(caller, request, mode, cancellationToken)).IsRejected(out refused, out var posting))
            return refused;
        if ((await ObeyAsync(caller, request, posting, cancellationToken)).IsRejected(out refused, out var obeyed))
            return refused;
        (posting, var decided) = obeyed;
        var key = once.With<AgentThread>(
            receipt => JsonSerializer.Serialize(SendAnswer.Of(receipt, decided), ViewJson.Plain.SendView));
        var outcome = await records.Dispatcher.SendAsync(
            posting.Thread, caller.Principal.Name, posting.Command, urgent: false, posting.Stamp, key,
                cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out earlier)) return refused;
        return earlier is null
            ? await OpenedAsync(SendAnswer.Of(receipt, decided), cancellationToken)
            : await RepeatAsync(earlier, cancellationToken);
    }

    /// <summary>Delegates; answers when the request is durable. Wait on the turn for the reply.</summary>
    public async Task<Outcome<DelegationView>> DelegateAsync(
        Caller caller, Delegate request, CancellationToken cancellationToken)
    {
        if (catalogue.Roster.Find(request.Agent) is not { } agent) return ThreadRejections.UnknownAgent(request.Agent);
        var once = keys.Of(caller, request.IdempotencyKey, "delegate", request.ThreadId, request.Agent, request.Text);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        if (earlier is not null) return Repeated(earlier);
        return request.ThreadId is null
            ? await DelegateAloneAsync(caller, request, agent.Id, once, cancellationToken)
            : await DelegateWithinAsync(caller, request, request.ThreadId, agent.Id, once, cancellationToken);
    }

    /// <summary>
    /// An agent asks another one in the middle of its turn; repeated under the same key it finds what it asked for.
    /// </summary>
    internal async Task<Outcome<DelegationView>> DelegateFromTurnAsync(
        AgentId by, ThreadId thread, TurnId turn, AgentId agent, string text, string key,
            CancellationToken cancellationToken)
    {
        var caller = new Caller(new(by.Value));
        var once = keys.Of(caller, IdempotencyKeys.Digest(key), "delegate", thread.Value, agent.Value, text);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        return earlier is not null
            ? Repeated(earlier)
            : await RequestAsync(caller, thread, new(agent, text, turn), once, cancellationToken);
    }

    private async Task<Outcome<DelegationView>> DelegateWithinAsync(
        Caller caller, Delegate request, string threadId, AgentId agent, IdempotentRequest once,
            CancellationToken cancellationToken) =>
        ThreadArguments.Thread(threadId).IsRejected(out var refused, out var thread)
            ? refused
            : await RequestAsync(caller, thread, new(agent, request.Text, null, request.Task), once, cancellationToken);

    private async Task<Outcome<DelegationView>> RequestAsync(
        Caller caller, ThreadId thread, RequestDelegation command, IdempotentRequest once,
            CancellationToken cancellationToken)
    {
        var key = once.With<AgentThread>(receipt => Written(DelegationAnswer(receipt)));
        var outcome = await records.Dispatcher.SendAsync(
            thread, caller.Principal.Name, command, urgent: command.FromTurn is not null,
                records.Dispatcher.NewStamp(), key, cancellationToken);
        if (outcome.IsRejected(out var refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out var earlier)) return refused;
        if (earlier is not null) return Repeated(earlier);
        var view = DelegationAnswer(receipt);
        await BegunAsync(view.TurnId, cancellationToken);
        return view;
    }

    /// <summary>A delegation that belongs to no thread: its hidden thread is all there is.</summary>
    private async Task<Outcome<DelegationView>> DelegateAloneAsync(
        Caller caller, Delegate request, AgentId agent, IdempotentRequest once, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return ThreadRejections.EmptyText;
        if (request.Text.Length > options.TextCharactersMax)
            return ThreadRejections.TextTooLong(request.Text.Length, options.TextCharactersMax);
        if (Workspace(caller, null).IsRejected(out var refused, out var workspace)) return refused;
        var stamp = records.Dispatcher.NewStamp();
        var command = new OpenHiddenThread(
            new(stamp.Id("thr", -1)),
            agent,
            new(stamp.Id("turn", -2)),
            request.Text,
            attachments.Of(request.Text, workspace),
            workspace,
            new(null, new(stamp.Id("dlg", -3)), caller.Principal.Name, 1),
            null);
        var view = new DelegationView(
            command.Origin.Delegation.Value, command.Id.Value, command.Turn.Value, "running", null, null);
        var key = once.With<AgentThread>(_ => Written(view));
        var outcome = await records.Dispatcher.SendAsync(
            command.Id, caller.Principal.Name, command, urgent: false, stamp, key, cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out var earlier)) return refused;
        return earlier is null ? view : Repeated(earlier);
    }

    private async ValueTask<Outcome<Posting>> PostingAsync(
        Caller caller, SendMessage request, SendMode mode, CancellationToken cancellationToken)
    {
        var stamp = records.Dispatcher.NewStamp();
        var directive = request.GivesOrders
            ? DirectiveParser.Parse(request.Text, records.Dispatcher.Rules.Roster)
            : null;
        if (request.ThreadId is null)
        {
            if (Opening(caller, stamp, null, null, null).IsRejected(out var refused, out var opening)) return refused;
            var first = new PostMessage(
                request.Text, mode, directive, Attached(
                    request.Text, directive, opening.Workspace)) { Opening = opening };
            return new Posting(opening.Id, stamp, first);
        }

        if (ThreadArguments.Thread(request.ThreadId).IsRejected(out var unknown, out var id)) return unknown;
        var command = new PostMessage(request.Text, mode, directive, []) { Task = request.Task };

        // The thread is looked at beforehand only where the message needs it: for files, and for what an interruption
        // cuts off.
        if (mode != SendMode.Interrupt && !request.Text.Contains('@', StringComparison.Ordinal))
            return new Posting(id, stamp, command);
        var thread = await records.Dispatcher.LoadAsync(id, cancellationToken);
        return new Posting(id, stamp, command with
        {
            Attachments = Attached(request.Text, directive, thread?.Workspace),
            Partials = mode == SendMode.Interrupt ? live.Partials(thread) : command.Partials,
        });
    }

    /// <summary>
    /// Files go with what somebody is to work on. The name that a message begins with is an agent's, never a file's.
    /// </summary>
    private IReadOnlyList<Attachment> Attached(string text, Directive? directive, string? workspace) => directive switch
    {
        null or Directive.Delegate => attachments.Of(text, workspace),
        Directive.SetParticipant => attachments.Of(text.TrimStart()[1..], workspace),
        _ => [],
    };

    private async Task<SendView> OpenedAsync(SendView view, CancellationToken cancellationToken)
    {
        if (view is { Directive.Kind: "delegate", TurnId: { } turn }) await BegunAsync(turn, cancellationToken);
        return view;
    }

    /// <summary>The answer of the first time, with how its turn stands now.</summary>
    private async Task<Outcome<SendView>> RepeatAsync(string earlier, CancellationToken cancellationToken)
    {
        var first = JsonSerializer.Deserialize(earlier, ViewJson.Plain.SendView)!;
        if (first.TurnId is null) return first;
        return (await WaitAsync(first.TurnId, TimeSpan.Zero, null, cancellationToken))
            .Map(now => first with { Status = now.Status, Reply = now.Reply, Failure = now.Failure });
    }

    /// <summary>
    /// Does what is ordered elsewhere than on the thread, before the message is posted that orders it: a refusal leaves
    /// no message.
    /// </summary>
    private async Task<Outcome<(Posting Posting, DirectiveView? Done)>> ObeyAsync(
        Caller caller, SendMessage request, Posting posting, CancellationToken cancellationToken)
    {
        if (posting.Command.Directive is Directive.Decide decide)
            return (await directives.HandleAsync(caller, decide, posting.Thread, null, cancellationToken)).Map(
                view => (posting, (DirectiveView?)view));
        if (posting.Command.Directive is not (Directive.StartTask or Directive.ListTasks))
            return (posting, (DirectiveView?)null);
        if (posting.Command.Opening is not null)
        {
            // A task belongs to a thread that exists.
            var opened = await CreateAsync(
                caller, new(IdempotencyKey: KeyWithin(request, "thread")), cancellationToken);
            if (opened.IsRejected(out var unopened, out var thread)) return unopened;
            posting = posting with
            {
                Thread = new(thread.Thread.Id),
                Command = posting.Command with { Opening = null },
            };
        }

        var ordered = await directives.HandleAsync(
            caller, posting.Command.Directive, posting.Thread, KeyWithin(request, "task"), cancellationToken);
        if (ordered.IsRejected(out var refused, out var done)) return refused;
        return (posting with { Command = posting.Command with { Done = done.Text } }, (DirectiveView?)done);
    }

    /// <summary>A key for a part of what the message does, so that repeating the message repeats none of it.</summary>
    private static string? KeyWithin(SendMessage request, string part) =>
        request.IdempotencyKey is { } key ? IdempotencyKeys.Digest(part, key) : null;

    private static DelegationView DelegationAnswer(Receipt<AgentThread> receipt)
    {
        var requested = receipt.Events.Select(recorded => recorded.Event).OfType<DelegationRequested>().Single();
        return new(
            requested.Delegation.Value, requested.HiddenThread.Value, requested.HiddenTurn.Value, "running", null,
                null);
    }

    private static DelegationView Repeated(string earlier) =>
        JsonSerializer.Deserialize(earlier, ViewJson.Plain.DelegationView)!;

    private static string Written(DelegationView view) => JsonSerializer.Serialize(view, ViewJson.Plain.DelegationView);

    private sealed record Posting(ThreadId Thread, Stamp Stamp, PostMessage Command);
}
