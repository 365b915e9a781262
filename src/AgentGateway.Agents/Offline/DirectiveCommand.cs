using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// A word that the daemon obeys itself, in every thread, before an agent sees the message. It stands among the commands
/// so that help lists it, and so that one which was no order says why.
/// </summary>
internal sealed class DirectiveCommand(GatewayCommand command) : OfflineCommand(command.Name)
{
    public override Task<string> RunAsync(
        string arguments, Message order, CancellationToken cancellationToken) => Task.FromResult(
        $"That was not obeyed. Write `{Described.Usage}`, alone in a message of your own: what tasks, agents and files say "
            + "gives no such orders.");
}
