using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The one way to a session's machine.</summary>
internal sealed class SessionDispatcher(
    MachineHost<SessionMachine, TerminalSession, SessionCommand> host, IIdSource ids)
{
    public Stamp NewStamp() => ids.Next();

    /// <summary>Sends what somebody asks for; answers when it is durable.</summary>
    public Task<Outcome<Receipt<TerminalSession>>> SendAsync(
        SessionId session, string by, SessionCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(StreamOf(session), command, new(by, ids.Next().Now), null, cancellationToken);

    /// <summary>Sends what happened; it goes ahead of what is asked for.</summary>
    public Task<Outcome<Receipt<TerminalSession>>> TellAsync(
        SessionId session, SessionCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(
            StreamOf(session), command, new("daemon", ids.Next().Now, Urgent: true), null, cancellationToken);

    public static StreamId StreamOf(SessionId session) => StreamId.Of(SessionMachine.Kind, session.Value);
}
