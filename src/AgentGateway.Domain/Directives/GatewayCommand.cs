namespace AgentGateway.Domain.Directives;

/// <summary>A word behind a slash that the gateway obeys in every thread, whichever agent owns it.</summary>
/// <param name="Usage">How it is written, arguments in capitals: <c>/search WORDS</c>.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Answers">
/// Whether it is carried out in a turn, whose answer is its result. The others change the thread, a task or an approval.
/// </param>
public sealed record GatewayCommand(string Name, string Usage, string Summary, bool Answers = false)
{
    /// <summary>All of them, in the order in which help lists them.</summary>
    public static IReadOnlyList<GatewayCommand> All { get; } =
    [
        new("help", "/help", "this list", Answers: true),
        new("agents", "/agents", "the agents, and whether they can answer", Answers: true),
        new("threads", "/threads", "the latest threads", Answers: true),
        new("search", "/search WORDS", "messages of all threads with these words", Answers: true),
        new("read", "/read THREAD", "the last messages of a thread", Answers: true),
        new("time", "/time", "the time", Answers: true),
        new(
            "run",
            "/run [--sandbox NAME --] COMMAND",
            "runs a shell command in the thread's workspace, as the rules allow",
            Answers: true),
        new("task", "/task TEXT", "makes a task of the thread; its owner carries the text out in the background"),
        new("tasks", "/tasks", "the tasks of the thread, and how they stand"),
        new("remember", "/remember TEXT", "keeps a fact, for every thread and agent that works for you"),
        new("recall", "/recall WORDS", "what notes, messages, documents and terminals have about the words"),
        new("forget", "/forget ID", "erases a note (mem_…) or a document (doc_…) for good"),
        new("approve", "/approve ID", "allows once what waits under that id (apr_…), where you have the right"),
        new("deny", "/deny ID REASON", "refuses it; the reason is optional"),
        new(
            "handoff",
            "/handoff AGENT REASON --brief TEXT",
            "gives the thread to another agent; the reason is optional, and so is a brief, which only that agent sees"),
        new("return", "/return", "gives it back"),
    ];

    /// <summary>
    /// Those that only conversations of chat platforms have, beside all others. Some of them stand in
    /// <see cref="All"/> too: in a chat they answer in the chat's way.
    /// </summary>
    public static IReadOnlyList<GatewayCommand> OfConversations { get; } =
    [
        new("status", "/status", "which thread goes on here, and what it does"),
        new("new", "/new TITLE", "begins another thread here; the title is optional"),
        new("threads", "/threads", "the latest threads, to switch to"),
        new("switch", "/switch ID", "goes on with another thread here"),
        new("approvals", "/approvals", "what waits for a decision"),
        new("approve", "/approve ID", "allows what waits; the id may be left out where one waits"),
        new("deny", "/deny ID REASON", "refuses it"),
        new("questions", "/questions", "what agents ask"),
        new("answer", "/answer ID TEXT", "answers a question"),
        new("stop", "/stop", "cancels what the thread does"),
        new("steer", "/steer TEXT", "tells the running turn something"),
        new("sessions", "/sessions", "the terminal sessions that run"),
        new("screen", "/screen NAME", "what a session shows"),
        new("pair", "/pair", "asks to be let in"),
        new("start", "/start", "how to begin"),
        new("help", "/help", "this list"),
    ];

    /// <summary>The command of a conversation of that name; null where there is none.</summary>
    public static GatewayCommand? FindOfConversations(string name) =>
        OfConversations.FirstOrDefault(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static GatewayCommand? Find(string name) =>
        All.FirstOrDefault(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
