using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// One verb that works without a model. A further one is a class of its own and a line in
/// <see cref="OfflineCommands"/>.
/// </summary>
internal abstract class OfflineCommand
{
    /// <summary>The word after the slash.</summary>
    public abstract string Name { get; }

    /// <summary>How it is written, arguments in capitals: <c>/search WORDS</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>What it does, in a few words.</summary>
    public abstract string Summary { get; }

    /// <summary>
    /// A tool that is called instead, through the gate like any agent's call; its result is the answer. Null:
    /// <see cref="RunAsync"/> answers.
    /// </summary>
    public virtual ToolCall? CallOf(string arguments, Message order) => null;

    /// <summary>The answer, as Markdown.</summary>
    /// <param name="arguments">What follows the word, trimmed.</param>
    /// <param name="order">The message that gave the command.</param>
    public abstract Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken);
}
