using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// How one command of the gateway answers. A further one is a class of its own, a line in <see cref="OfflineCommands"/>
/// and one in <see cref="GatewayCommand.All"/>.
/// </summary>
/// <param name="name">The word after the slash.</param>
internal abstract class OfflineCommand(string name)
{
    public GatewayCommand Described { get; } =
        GatewayCommand.Find(name) ?? throw new InvalidOperationException($"There is no command /{name}.");

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
