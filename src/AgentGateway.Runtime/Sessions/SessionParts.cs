using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What the session service is made of.</summary>
internal sealed record SessionParts(
    SessionPlaces Places,
    SessionOptions Options,
    SessionRegistry Registry,
    SessionDispatcher Dispatcher,
    SessionTerminals Terminals,
    SessionSurroundings Around,
    CommandQueueParts Commands)
{
    public TimeProvider Time => Terminals.Services.Time;
}

/// <summary>What starts programs in terminals, and what runs in them now.</summary>
internal sealed record SessionTerminals(
    SessionBackends Backends, SessionVault Vault, SessionLauncher Launcher, LiveSessions Lives, LiveServices Services);

/// <summary>What sessions use of other capabilities.</summary>
internal sealed record SessionSurroundings(IJournal Journal, ThreadDispatcher Threads, WorkspaceService Workspaces);
