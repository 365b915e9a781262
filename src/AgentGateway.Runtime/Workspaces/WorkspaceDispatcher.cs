using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>The one way to a workspace's stream: gives a command its time and sends it to the mailbox.</summary>
internal sealed class WorkspaceDispatcher(
    MachineHost<WorkspaceMachine, WorkspaceState, WorkspaceCommand> host, IIdSource ids)
{
    public Stamp NewStamp() => ids.Next();

    /// <summary>Sends a command of a caller; answers when it is durable.</summary>
    public Task<Outcome<Receipt<WorkspaceState>>> SendAsync(
        string name, WorkspaceCommand command, string by, Stamp stamp, CancellationToken cancellationToken) =>
        host.SendAsync(name, command, new(by, stamp.Now), cancellationToken);

    /// <summary>Sends what happened; it goes ahead of what is asked for.</summary>
    /// <returns>The refusal; null when the command was accepted.</returns>
    public async Task<Rejection?> TellAsync(string name, WorkspaceCommand command, CancellationToken cancellationToken)
    {
        var sender = new Sender("daemon", ids.Next().Now, Urgent: true);
        return (await host.SendAsync(name, command, sender, cancellationToken)).Rejection;
    }
}
