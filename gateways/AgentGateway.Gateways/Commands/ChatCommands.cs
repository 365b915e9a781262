using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Commands;

/// <summary>
/// Carries out the commands that conversations have beside those of every thread. Each answers with a short text.
/// </summary>
internal sealed class ChatCommands(
    ChatBindings bindings,
    ChatDecisions decisions,
    ThreadService threads,
    TurnService turns,
    MessageService messages,
    ToolCatalogue tools,
    ToolCalls calls)
{
    private const int Listed = 10;

    /// <summary>All commands of a chat, in the order of help.</summary>
    public static IReadOnlyList<GatewayCommand> All { get; } =
    [
        .. GatewayCommand.OfConversations.Where(command => command.Name is not ("start" or "pair")),
        .. GatewayCommand.All.Where(
            command => GatewayCommand.FindOfConversations(command.Name) is null && command.Name != "time"),
        GatewayCommand.FindOfConversations("pair")!,
    ];

    /// <summary>
    /// The answer of a command; null where the text is none of these, and is for the thread.
    /// </summary>
    public async Task<ChatReply?> AnswerAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Message.Forwarded || DirectiveParser.ConversationCommand(turn.Text) is not var (command, rest))
            return null;
        return command.Name switch
        {
            "help" => new(Help()),
            "start" => new(
                "Write what you want done, or `/help` for the commands. An agent answers here."),
            "pair" => new("You are let in already."),
            "status" => await StatusAsync(turn, cancellationToken),
            "new" => await NewAsync(turn, rest, cancellationToken),
            "threads" => await ThreadsAsync(cancellationToken),
            "switch" => await SwitchAsync(turn, rest, cancellationToken),
            "stop" => await StopAsync(turn, cancellationToken),
            "steer" => await SteerAsync(turn, rest, cancellationToken),
            "approvals" => await decisions.ListApprovalsAsync(cancellationToken),
            "questions" => await decisions.ListQuestionsAsync(cancellationToken),
            "approve" => await decisions.DecideAsync(turn, rest, deny: false, cancellationToken),
            "deny" => await decisions.DecideAsync(turn, rest, deny: true, cancellationToken),
            "answer" => await decisions.AnswerAsync(turn, rest, cancellationToken),
            "sessions" => await SessionsAsync(turn, cancellationToken),
            "screen" => await ScreenAsync(turn, rest, cancellationToken),
            _ => null,
        };
    }

    private static string Help()
    {
        var text = new StringBuilder("Write to the agent, or:\n");
        foreach (var command in All)
            text.Append(CultureInfo.InvariantCulture, $"`{command.Usage}`: {command.Summary}\n");
        return text.Append("`@AGENT TEXT` asks another agent, `!AGENT TEXT` asks one in private.").ToString();
    }

    private async Task<ChatReply> StatusAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Conversation.Thread is not { } bound
            || (await threads.GetAsync(bound.Value, cancellationToken)).IsRejected(out _, out var found))
            return new("No thread goes on here yet. Your next message begins one.");
        var thread = found.Thread;
        var state = thread.ActiveTurn is { } active
            ? $"{active.Agent} works on it ({active.Status})"
            : "nothing runs";
        return new(
            $"**{thread.Title ?? "Untitled"}** ({MarkdownText.Code(thread.Id)})\n"
                + $"Owner: {thread.Owner}; {state}.");
    }

    private async Task<ChatReply> NewAsync(ChatTurn turn, string title, CancellationToken cancellationToken)
    {
        var begun = await bindings.BeginAsync(turn, title.Length > 0 ? title : null, cancellationToken);
        return begun.IsRejected(out var refused, out var thread)
            ? ChatRefusal.Of(refused)
            : new($"A new thread goes on here: {MarkdownText.Code(thread.Value)}.");
    }

    private async Task<ChatReply> ThreadsAsync(CancellationToken cancellationToken)
    {
        if ((await threads.ListAsync(new(Limit: Listed), cancellationToken)).IsRejected(out var refused, out var page))
            return ChatRefusal.Of(refused);
        if (page.Threads.Count == 0) return new("There are no threads yet.");
        var text = new StringBuilder();
        foreach (var thread in page.Threads)
            text.Append(
                CultureInfo.InvariantCulture, $"{MarkdownText.Code(thread.Id)} {thread.Title ?? "Untitled"}\n");
        return new($"{text}Go on with one of them: `/switch ID`.");
    }

    private async Task<ChatReply> SwitchAsync(ChatTurn turn, string id, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<ThreadId>(id) is not { } thread)
            return new("Which thread? `/threads` lists them; write `/switch ID`.");
        if ((await threads.GetAsync(id, cancellationToken)).IsRejected(out var refused, out var found))
            return ChatRefusal.Of(refused);
        if ((await bindings.BindAsync(turn, thread, cancellationToken)).IsRejected(out refused))
            return ChatRefusal.Of(refused);
        return new($"**{found.Thread.Title ?? "Untitled"}** goes on here now ({MarkdownText.Code(id)}).");
    }

    private async Task<ChatReply> StopAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Conversation.Thread is not { } thread) return new("No thread goes on here.");
        return (await turns.CancelAsync(turn.Caller, thread.Value, cancellationToken)).IsRejected(out var refused)
            ? ChatRefusal.Of(refused)
            : new("Stopped.");
    }

    private async Task<ChatReply?> SteerAsync(ChatTurn turn, string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0) return new("What should the turn be told? Write `/steer TEXT`.");
        if ((await bindings.ThreadAsync(turn, cancellationToken)).IsRejected(out var refused, out var thread))
            return ChatRefusal.Of(refused);
        var sent = await messages.SendAsync(
            turn.Caller, new(text, thread.Value, "steer", KeyOf(turn)) { GivesOrders = false }, cancellationToken);
        return sent.IsRejected(out refused) ? ChatRefusal.Of(refused) : new("The turn was told.");
    }

    private async Task<ChatReply> SessionsAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(turn, "session_list", new() { ["limit"] = "10" }, cancellationToken);
        if (answer.IsRefused || answer.Json is null) return new(answer.Text);
        var sessions = JsonSerializer.Deserialize(answer.Json, ViewJson.Plain.SessionListView)!.Sessions;
        if (sessions.Count == 0) return new("No session runs.");
        var text = new StringBuilder();
        foreach (var session in sessions)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{MarkdownText.Code(session.Name ?? session.Id)} {session.Status}: {MarkdownText.Code(session.Command)}\n");
        return new($"{text}What one shows: `/screen NAME`.");
    }

    private async Task<ChatReply> ScreenAsync(ChatTurn turn, string session, CancellationToken cancellationToken)
    {
        if (session.Length == 0)
            return new("Which session? `/sessions` lists them; write `/screen NAME`.");
        var answer = await CallAsync(turn, "session_screen", new() { ["session_id"] = session }, cancellationToken);
        return new(
            answer.IsRefused ? answer.Text : MarkdownText.Fenced(answer.Shown ?? answer.Text));
    }

    /// <summary>Calls a tool as the person who writes, through the gate.</summary>
    private async Task<ToolAnswer> CallAsync(
        ChatTurn turn, string name, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var tool = tools.Find(name) ?? throw new InvalidOperationException($"There is no tool {name}.");
        using var json = JsonDocument.Parse(
            "{" + string.Join(',', arguments.Select(
                pair => $"\"{pair.Key}\":\"{JsonEncodedText.Encode(pair.Value)}\"")) + "}");
        return await calls.CallAsync(tool, new(turn.Caller, json.RootElement), null, cancellationToken);
    }

    /// <summary>The idempotency key of what a message does, so that it is done once.</summary>
    public static string KeyOf(ChatTurn turn) =>
        Runtime.Idempotency.IdempotencyKeys.Digest("chat", turn.Id.Value, turn.Message.EventId);
}
