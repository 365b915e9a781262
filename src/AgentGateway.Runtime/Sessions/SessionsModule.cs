using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Terminal sessions and the queues of commands that are typed into them.</summary>
/// <remarks>
/// The machines are registered before what lives: they are stopped first, so that the end of a terminal is not taken
/// for the end of its session. At the next start what ran in tmux is taken over, and what ran on a pty is shown as
/// lost.
/// </remarks>
internal sealed class SessionsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<SessionOptions>("Sessions")
        .Service(
            static provider => new InheritedVariables(provider.GetRequiredService<SessionOptions>().AllowedEnvironment))
        .Service<SessionRegistry>()
        .Service<IWorkspaceUse, SessionRegistry>()
        .Service<SessionChanges>()
        .Service<SessionDispatcher>()
        .Service<SessionVault>()
        .Service<SessionBackends>()
        .Service<SessionLauncher>()
        .Service<OutputLanes>()
        .Service(static provider => new GitState(new Git(
            provider.GetRequiredService<SessionPlaces>().Environment, provider.GetRequiredService<TimeProvider>())))
        .Service<SnapshotTaker>()
        .Service<LiveServices>()
        .Service<LiveSessions>()
        .Machine<SessionMachine, TerminalSession, SessionCommand, SessionEffects>(SessionStream.Kind)
        .Subscribe<TerminalSession, SessionRegistry>()
        .Subscribe<TerminalSession, SessionChanges>()
        .Subscribe<TerminalSession, LiveSessions>()
        .LoadAtStart<SessionRegistry>()
        .Reads<ICommandQueueReads>()
        .Service<CommandQueueTexts>()
        .Service<CommandQueues>()
        .Machine<CommandQueueMachine, CommandQueue, QueueCommand, CommandQueueEffects>(CommandQueueStream.Kind)
        .Subscribe<CommandQueue, CommandQueues>()
        .LoadAtStart<CommandQueues>()
        .Service<CommandQueueParts>()
        .Service<SessionTerminals>()
        .Service<SessionSurroundings>()
        .Service<SessionParts>()
        .Service<SessionService>()
        .Resources<SessionResources>()
        .Docs("sessions")
        .Service(static provider => Sandbox(
            provider.GetRequiredService<SessionService>(), provider.GetRequiredService<GateOptions>()))
        .Tool<SessionCreateTool>()
        .Tool<SessionListTool>()
        .Tool<SessionGetTool>()
        .Tool<SessionScreenTool>()
        .Tool<SessionOutputTool>()
        .Tool<SessionSearchTool>()
        .Tool<SessionSendTool>()
        .Tool<SessionRunTool>()
        .Tool<SessionWaitTool>()
        .Tool<SessionResizeTool>()
        .Tool<SessionStopTool>()
        .Tool<SessionRestartTool>()
        .Tool<SessionRemoveTool>()
        .Tool<SessionExplainTool>()
        .Tool<SessionEnqueueTool>()
        .Tool<SessionQueueTool>();

    private static SandboxChoice Sandbox(SessionService sessions, GateOptions gate) =>
        new(() => sessions.HasSandbox, sessions.RefuseSandboxAsync, () => gate.Rules().StrictSandbox);
}
