using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Agents.Tests.Prompts;

/// <summary>A thread made line by line, for prompts.</summary>
internal sealed class Threads
{
    private readonly List<Message> _messages = [];

    public AgentThread State { get; set; } = AgentThread.Initial with
    {
        Id = new("thr_1"), Created = true, Title = "Bridges", Owner = new("svarog"), Workspace = "/bridge",
    };

    public IReadOnlyList<Message> Messages => _messages;

    public AdviceTurns Turns { get; } = new();

    public static AgentRoster Roster { get; } = AgentRoster.Of(
    [
        new(new("svarog"), "Svarog", ["main"], Persona: "You forge."),
        new(new("weles"), "Weles", []),
        new(new("rarog"), "Rarog", []),
    ]).Roster;

    public MessageId Asks(string text, string turn, string by = "operator", IReadOnlyList<Attachment>? files = null,
        ClientIdentity? client = null) =>
        Add(MessageRole.User, by, text, turn, with: message => message with { Attachments = files, Client = client });

    public MessageId Says(string agent, string text, string turn, params ToolCall[] calls) =>
        Add(MessageRole.Assistant, agent, text, turn, with: message =>
            message with { ToolCalls = calls.Length > 0 ? calls : null });

    /// <summary>Advice for the turn <paramref name="of"/>, given in a turn of its own.</summary>
    public MessageId Advises(string agent, string text, string turn, string of)
    {
        Turns.Add(new(turn), new(of));
        return Says(agent, text, turn);
    }

    public MessageId Result(string tool, string call, string text, string turn) =>
        Add(MessageRole.Tool, tool, text, turn, with: message => message with { ToolCallId = call });

    public MessageId Hidden(
        MessageRole role, string author, string text, string? turn = null, params ToolCall[] calls) =>
        Add(role, author, text, turn, message =>
            message with { Visibility = Visibility.Hidden, ToolCalls = calls.Length > 0 ? calls : null });

    public MessageId Notes(string text) => Add(MessageRole.System, "daemon", text, null);

    public void Opens(string turn, bool running, params MessageId[] triggers) => State = State with
    {
        Turns = State.Turns.Add(new(
            new(turn), TurnKind.Answer, State.Owner, [.. triggers], null, running, "key", default)),
    };

    public void Takes(string agent, string instruction, AdviceTime when) =>
        State = State with { Participants = State.Participants.Add(new(new(agent), instruction, when, true)) };

    public PromptSubject Subject(
        string agent = "svarog", TurnKind kind = TurnKind.Answer, string? turn = null, string? summary = null) => new()
    {
        Agent = Roster.Find(agent)!,
        Thread = State,
        Roster = Roster,
        Kind = kind,
        Turn = turn is null ? null : new(turn),
        Messages = _messages,
        Summary = summary is null
            ? null
            : new(new("msg_s"), 1, MessageRole.System, "daemon", summary, Visibility.Hidden, null),
        At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
    };

    public ValueTask<PromptFacts> GatherAsync(
        PromptSubject subject, PromptOptions? options = null, params IPromptSource[] sources) =>
        new PromptSources(options ?? new(), [new AdviceSource(options ?? new(), Turns), .. sources])
            .GatherAsync(subject, TestContext.Current.CancellationToken);

    public async Task<Prompt> BuildAsync(
        PromptSubject subject, int window = 100_000, PromptOptions? options = null, params IPromptSource[] sources) =>
        new PromptBuilder(options ?? new()).Build(await GatherAsync(subject, options, sources), window);

    /// <summary>The conversation in one line each: <c>user [operator]: Hello</c>.</summary>
    public static IEnumerable<string> Lines(Prompt prompt) => prompt.Messages.Select(message =>
        $"{message.Role.ToString().ToLowerInvariant()} {message.Text}{(message.ToolCalls is { } calls ? $" -> {string.Join(",", calls.Select(call => call.Id))}" : "")}");

    private MessageId Add(
        MessageRole role, string author, string text, string? turn, Func<Message, Message>? with = null)
    {
        var id = new MessageId($"msg_{_messages.Count + 1}");
        var message = new Message(
            id, _messages.Count + 1, role, author, text, Visibility.Visible, turn is null ? null : new(turn));
        _messages.Add(with?.Invoke(message) ?? message);
        State = State with { LastSeq = _messages.Count };
        return id;
    }
}
