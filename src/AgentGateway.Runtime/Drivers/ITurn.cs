using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Drivers;

/// <summary>One execution on a thread, as its driver sees it. Not safe for concurrent use.</summary>
public interface ITurn
{
    TurnId Id { get; }

    ThreadId Thread { get; }

    TurnKind Kind { get; }

    AgentDefinition Agent { get; }

    /// <summary>The thread's directory, or null when it has none and file tools refuse.</summary>
    string? Workspace { get; }

    /// <summary>The messages of the principal (or the delegating agent) that this turn answers, oldest first.</summary>
    IReadOnlyList<Message> Triggers { get; }

    /// <summary>The tools that the agent may call in this turn.</summary>
    IReadOnlyList<ToolDeclaration> Tools { get; }

    /// <summary>
    /// The prompt as it stands now: sections, thread, this turn's own steps so far and messages that were steered into
    /// it. Compacts the thread first where it would not fit into <paramref name="windowTokens"/>.
    /// </summary>
    /// <param name="summarize">
    /// Turns older messages into a summary; null where the driver cannot, then the oldest are left out with a note.
    /// </param>
    ValueTask<Prompt> BuildPromptAsync(
        int windowTokens, Func<Prompt, CancellationToken, Task<string>>? summarize,
            CancellationToken cancellationToken);

    /// <summary>Shows a piece of the answer to followers, before it is durable. Never blocks.</summary>
    void Stream(string text);

    /// <summary>
    /// Replaces what was streamed since the last recorded step, because a broken answer starts over or an earlier
    /// attempt got further. Followers get a notice; <see cref="StreamedText"/> is then this text. Never blocks.
    /// </summary>
    void Restream(string text);

    /// <summary>
    /// Tells followers that a step failed and is tried again: <paramref name="attempt"/> of at most
    /// <paramref name="attemptsMax"/> further attempts. Never blocks.
    /// </summary>
    void Retrying(int attempt, int attemptsMax, string reason);

    /// <summary>
    /// Makes one step of a model durable: its text and the tool calls that it asks for. Completes before the first call
    /// may be made. Text that was streamed for the step is thereby final.
    /// </summary>
    Task RecordStepAsync(
        string text,
        IReadOnlyList<ToolCall> calls,
        string? model,
        TokenUsage usage,
        CancellationToken cancellationToken);

    /// <summary>
    /// Runs one call of the recorded step: through the gate, then started, run, settled, each durable before the next.
    /// A refused or failed call has a result too, which the model is shown. One that waits for a person has none yet
    /// (<see cref="ToolAnswer.HeldUpBy"/>).
    /// </summary>
    Task<ToolAnswer> CallToolAsync(ToolCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Runs all calls of the recorded step. False: the remaining calls wait for people, and the driver must end with
    /// <see cref="TurnResult.Waiting"/>; it is run again when a person has decided or answered, with the results in
    /// its prompt.
    /// </summary>
    Task<bool> CallToolsAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken);

    /// <summary>This turn's own steps and results so far, oldest first: what an earlier run of it did.</summary>
    ValueTask<IReadOnlyList<Message>> OwnMessagesAsync(CancellationToken cancellationToken);

    /// <summary>The text streamed since the last recorded step: what is kept if the turn ends here.</summary>
    string StreamedText { get; }
}
