using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Sends commands to the machines of sessions.</summary>
internal sealed class SessionDispatcher(
    MachineHost<SessionMachine, TerminalSession, SessionCommand> host, IIdSource ids)
{
    public Stamp NewStamp() => ids.Next();

    /// <summary>Sends the command of a caller; answers when it is durable.</summary>
    public Task<Outcome<Receipt<TerminalSession>>> SendAsync(
        SessionId session, string by, SessionCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(session.Value, command, new(by, ids.Next().Now), cancellationToken);

    /// <summary>Sends a command of the daemon, ahead of the commands of callers.</summary>
    public Task<Outcome<Receipt<TerminalSession>>> TellAsync(
        SessionId session, SessionCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(session.Value, command, new("daemon", ids.Next().Now, Urgent: true), cancellationToken);

    public static StreamId StreamOf(SessionId session) => StreamId.Of(SessionMachine.Kind, session.Value);
}
