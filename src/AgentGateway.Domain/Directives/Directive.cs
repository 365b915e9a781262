using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Directives;

/// <summary>What a message asks the daemon to do, instead of asking the thread's owner to answer.</summary>
public abstract record Directive
{
    /// <summary><c>@alias body</c>: the agent becomes a participant, or its instruction changes.</summary>
    public sealed record SetParticipant(AgentId Agent, string Instruction) : Directive;

    /// <summary><c>@alias stop</c>, <c>leave</c>, <c>done</c> or <c>return</c>.</summary>
    public sealed record EndParticipant(AgentId Agent) : Directive;

    /// <summary><c>!alias body</c>. The body begins at character <paramref name="TextStart"/> of the message.</summary>
    public sealed record Delegate(AgentId Agent, int TextStart) : Directive;

    /// <summary>
    /// <c>/handoff alias [reason] [--brief text]</c>. The name as it was typed: an unknown one is refused, not taken for
    /// text.
    /// </summary>
    public sealed record Handoff(string Agent, string? Reason) : Directive
    {
        /// <summary>What the new owner alone is told; null for nothing.</summary>
        public string? Brief { get; init; }

        /// <summary>The message as the thread shows it, without the brief; null where it has none.</summary>
        public string? Shown { get; init; }
    }

    /// <summary><c>/return</c>.</summary>
    public sealed record Return : Directive;

    /// <summary>
    /// <c>/approve ID [session|always]</c> and <c>/deny ID [reason]</c>: a decision about an approval. It
    /// counts in every state of the thread. The id is empty where none was typed.
    /// </summary>
    /// <param name="Decision">once, session, always or deny.</param>
    public sealed record Decide(string Approval, string Decision, string? Reason) : Directive;

    /// <summary>
    /// An order to another capability than threads, carried out before the message is posted; the thread shows what was
    /// done.
    /// </summary>
    public abstract record Order : Directive;

    /// <summary>
    /// <c>/task TEXT</c>: a task of the thread, with the text as its prompt; empty where none was typed.
    /// </summary>
    public sealed record StartTask(string Text) : Order;

    /// <summary><c>/tasks</c>: what tasks the thread has.</summary>
    public sealed record ListTasks : Order;

    /// <summary><c>/remember TEXT</c>: the text becomes a note; empty where none was typed.</summary>
    public sealed record RememberText(string Text) : Order;

    /// <summary><c>/recall WORDS</c>: what memory and threads have about the words; empty where none were typed.</summary>
    public sealed record RecallText(string Text) : Order;

    /// <summary><c>/forget ID</c>: a note or a document is forgotten for good; empty where no id was typed.</summary>
    public sealed record ForgetItem(string Id) : Order;

    /// <summary>
    /// A command that answers (<see cref="GatewayCommand.Answers"/>), such as <c>/help</c>: a turn of its own carries it
    /// out, whichever agent owns the thread.
    /// </summary>
    public sealed record Answer(GatewayCommand Command) : Directive;

    /// <summary>
    /// What begins like a directive and is none: a command or an agent that does not exist, or a command that is
    /// written in another way. The message is refused, so that no agent is given it as text.
    /// </summary>
    public sealed record Unknown(Rejection Refusal) : Directive;
}
