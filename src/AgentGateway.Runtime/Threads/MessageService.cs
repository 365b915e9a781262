using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Posts messages of principals, with the files that they attach and the directives that they give.</summary>
public sealed class MessageService(
    StoredThreads records,
    IdempotencyKeys keys,
    LiveThreads live,
    ThreadOpening openings,
    FileAttachments attachments,
    ThreadDirectives directives,
    ThreadService threads,
    TurnService turns)
{
    /// <summary>
    /// Posts the message. Answers when it is durable, with the turn that it started, joined or queued; the turn goes
    /// on.
    /// </summary>
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
            posting.Thread,
            caller.Principal.Name,
            posting.Command with { Client = caller.Identity, Speaker = caller.Speaker },
            urgent: false,
            posting.Stamp,
            key,
            cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out earlier)) return refused;
        return earlier is null
            ? await OpenedAsync(SendAnswer.Of(receipt, decided), cancellationToken)
            : await RepeatAsync(earlier, cancellationToken);
    }

    /// <summary>
    /// Changes the text of a message of the caller, as long as its turn has not begun. It keeps the files that came
    /// with it; those that the text names are read anew. That it has the text already is success.
    /// </summary>
    public async Task<Outcome<MessageId>> EditAsync(
        Caller caller, MessageId id, string text, CancellationToken cancellationToken)
    {
        if (await records.Reads.MessageAsync(id, cancellationToken) is not { Message: var message } row
            || await records.Dispatcher.LoadAsync(row.Thread, cancellationToken) is not { } thread)
            return ThreadRejections.UnknownMessage;
        if (message.Text == text) return id;
        var directive = DirectiveParser.Parse(text, records.Dispatcher.Rules.Roster);
        if ((await AttachedAsync(caller, text, directive, thread.Workspace, cancellationToken)).IsRejected(
            out var refused, out var named)) return refused;
        IReadOnlyList<Attachment> files =
        [
            .. named,
            .. (message.Attachments ?? [])
                .Where(file => !message.Text.Contains('@' + file.Name, StringComparison.Ordinal)),
        ];
        var edited = message with { Text = text, Attachments = files.Count == 0 ? null : files };
        var outcome = await records.Dispatcher.SendAsync(
            row.Thread,
            caller.Principal.Name,
            new EditMessage(edited, Meant(text, directive, named)),
            urgent: false,
            cancellationToken);
        return outcome.Map(_ => id);
    }

    /// <summary>
    /// Cancels the turn of a message that the caller took back, as long as it has not begun. The message stays in the
    /// thread.
    /// </summary>
    public async Task<Outcome<MessageId>> WithdrawAsync(
        Caller caller, MessageId id, CancellationToken cancellationToken)
    {
        if (await records.Reads.MessageAsync(id, cancellationToken) is not { Message: var message } row)
            return ThreadRejections.UnknownMessage;
        var outcome = await records.Dispatcher.SendAsync(
            row.Thread, caller.Principal.Name, new WithdrawMessage(message), urgent: false, cancellationToken);
        return outcome.Map(_ => id);
    }

    private async ValueTask<Outcome<Posting>> PostingAsync(
        Caller caller, SendMessage request, SendMode mode, CancellationToken cancellationToken)
    {
        var stamp = records.Dispatcher.NewStamp();
        var directive = request.GivesOrders
            ? DirectiveParser.Parse(request.Text, records.Dispatcher.Rules.Roster)
            : DirectiveParser.AnswerOf(request.Text);
        if (request.ThreadId is null)
        {
            if (openings.Command(caller, stamp, null, null, null).IsRejected(out var refused, out var opening))
                return refused;
            if ((await AttachedAsync(caller, request.Text, directive, opening.Workspace, cancellationToken)).IsRejected(
                out refused, out var attached)) return refused;
            directive = Meant(request.Text, directive, attached);
            return new Posting(
                opening.Id,
                stamp,
                new(request.Text, mode, directive, [.. attached, .. request.Files]) { Opening = opening });
        }

        if (ThreadArguments.Thread(request.ThreadId).IsRejected(out var unknown, out var id)) return unknown;
        var command = new PostMessage(request.Text, mode, directive, request.Files)
        {
            Task = request.Task, WorksFor = request.WorksFor,
        };

        // The thread is loaded only where the message needs it: for the workspace of the files that it names, and for
        // the streamed text of the turn that it interrupts.
        if (mode != SendMode.Interrupt && !request.Text.Contains('@', StringComparison.Ordinal))
            return new Posting(id, stamp, command);
        var thread = await records.Dispatcher.LoadAsync(id, cancellationToken);
        if ((await AttachedAsync(caller, request.Text, directive, thread?.Workspace, cancellationToken)).IsRejected(
            out unknown, out var files)) return unknown;
        return new Posting(id, stamp, command with
        {
            Directive = Meant(request.Text, directive, files),
            Attachments = [.. files, .. request.Files],
            Partials = mode == SendMode.Interrupt ? live.Partials(thread) : command.Partials,
        });
    }

    /// <summary>
    /// The files that the text names, where an agent is to work on the text. After <c>@agent</c> the search begins
    /// behind the first character, because that name is the agent's and no file's.
    /// </summary>
    private ValueTask<Outcome<IReadOnlyList<Attachment>>> AttachedAsync(
        Caller caller, string text, Directive? directive, string? workspace, CancellationToken cancellationToken) =>
        directive switch
        {
            null or Directive.Delegate => attachments.OfAsync(caller, text, workspace, cancellationToken),
            Directive.Unknown when text[0] == '@' => attachments.OfAsync(caller, text, workspace, cancellationToken),
            Directive.SetParticipant =>
                attachments.OfAsync(caller, text.TrimStart()[1..], workspace, cancellationToken),
            _ => new(Outcome.Of<IReadOnlyList<Attachment>>([])),
        };

    /// <summary>A leading <c>@name</c> that is no agent's is a file of that name, where there is one: then it is text.</summary>
    private static Directive? Meant(string text, Directive? directive, IReadOnlyList<Attachment> attached) =>
        directive is Directive.Unknown
        && attached.Any(file => text.StartsWith('@' + file.Name, StringComparison.Ordinal))
            ? null
            : directive;

    private async Task<SendView> OpenedAsync(SendView view, CancellationToken cancellationToken)
    {
        if (view is { Directive.Kind: "delegate", TurnId: { } turn })
            await turns.UntilBegunAsync(new(turn), cancellationToken);
        return view;
    }

    /// <summary>The answer to the first request under the key, with the turn's present status.</summary>
    private async Task<Outcome<SendView>> RepeatAsync(string earlier, CancellationToken cancellationToken)
    {
        var first = JsonSerializer.Deserialize(earlier, ViewJson.Plain.SendView)!;
        if (first.TurnId is null) return first;
        return (await turns.StandingAsync(new(first.TurnId), cancellationToken))
            .Map(now => first with { Status = now.Status, Reply = now.Reply, Failure = now.Failure });
    }

    /// <summary>
    /// Carries out a directive for another capability (an approval, a task) before the message is posted, so that a
    /// refused directive leaves no message.
    /// </summary>
    private async Task<Outcome<(Posting Posting, DirectiveView? Done)>> ObeyAsync(
        Caller caller, SendMessage request, Posting posting, CancellationToken cancellationToken)
    {
        // An imported thread refuses before anything is done for the message elsewhere.
        if (posting.Command is { Opening: null, Directive: not (null or Directive.Answer) }
            && await records.Dispatcher.LoadAsync(posting.Thread, cancellationToken) is { Import: { } origin })
            return ThreadRejections.Imported(origin);
        if (posting.Command.Directive is Directive.Decide decide)
            return (await directives.HandleAsync(caller, decide, posting.Thread, null, cancellationToken)).Map(
                view => (posting, (DirectiveView?)view));
        if (posting.Command.Directive is not Directive.Order)
            return (posting, (DirectiveView?)null);
        if (posting.Command.Opening is not null)
        {
            // The thread must exist before something can belong to it.
            var opened = await threads.CreateAsync(
                caller, new(IdempotencyKey: KeyWithin(request, "thread")), cancellationToken);
            if (opened.IsRejected(out var unopened, out var thread)) return unopened;
            posting = posting with
            {
                Thread = new(thread.Thread.Id),
                Command = posting.Command with { Opening = null },
            };
        }

        var ordered = await directives.HandleAsync(
            caller, posting.Command.Directive, posting.Thread, KeyWithin(request, "order"), cancellationToken);
        if (ordered.IsRejected(out var refused, out var done)) return refused;
        return (posting with { Command = posting.Command with { Done = done.Text } }, (DirectiveView?)done);
    }

    /// <summary>
    /// The idempotency key of one of the things that the message does; null where the message has none.
    /// </summary>
    private static string? KeyWithin(SendMessage request, string part) =>
        request.IdempotencyKey is { } key ? IdempotencyKeys.Digest(part, key) : null;

    private sealed record Posting(ThreadId Thread, Stamp Stamp, PostMessage Command);
}
