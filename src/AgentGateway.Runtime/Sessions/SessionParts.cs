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
    SessionBackends Backends,
    SessionVault Vault,
    SessionLauncher Launcher,
    LiveSessions Lives,
    LiveServices Services,
    IJournal Journal,
    ThreadDispatcher Threads,
    WorkspaceService Workspaces,
    CommandQueueParts Commands)
{
    public TimeProvider Time => Services.Time;
}
