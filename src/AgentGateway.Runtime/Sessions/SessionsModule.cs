using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Terminal.Status;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Terminal sessions.</summary>
/// <remarks>
/// The machine is stopped before live sessions are disposed, so that the end of a terminal is not recorded as the end
/// of its session. At the next start sessions in tmux are taken over, and sessions on a pty are recorded as lost.
/// </remarks>
internal sealed class SessionsModule : IModule
{
    public void Register(ModuleBuilder module) => Tools(module
        .Settings<SessionOptions>("Sessions")
        .Service(
            static provider => new InheritedVariables(provider.GetRequiredService<SessionOptions>().AllowedEnvironment))
        .Service<SessionRegistry>()
        .Service<IWorkspaceUse, SessionRegistry>()
        .Service<IThreadWork, SessionThreadWork>()
        .Service<SessionChangeFeed>()
        .Service<SessionDispatcher>()
        .Service<SessionKey>()
        .Service<HookTokens>()
        .Service<ConfidentialInputStore>()
        .Service<SessionSecrets>()
        .Service<SessionBackends>()
        .Service<SessionSandboxes>()
        .Service<SessionLauncher>()
        .Service<OutputSchedulers>()
        .Service(static provider => new GitState(new Git(
            provider.GetRequiredService<SessionPaths>().Environment, provider.GetRequiredService<TimeProvider>())))
        .Service<SnapshotTaker>()
        .Service<SessionReporter>()
        .Service(static provider => new PatternLibrary(provider.GetRequiredService<SessionPaths>().PatternDirectory))
        .Service<OutputRecording>()
        .Service<SessionRedaction>()
        .Service<LiveSessions>()
        .Service<SessionEgress>()
        .Service<RecordedOutputs>()
        .Service<UnindexedOutput>()
        .AfterStart(static services => services.GetRequiredService<UnindexedOutput>().Begin())
        .Machine<SessionMachine, TerminalSession, SessionCommand, SessionEffects>(SessionStream.Kind)
        .Subscribe<TerminalSession, SessionRegistry>()
        .Service<SandboxCleaner>()
        .Subscribe<TerminalSession, SandboxCleaner>()
        .Subscribe<WorkspaceState, SandboxCleaner>()
        .Subscribe<TerminalSession, SessionChangeFeed>()
        .Subscribe<TerminalSession, LiveSessions>()
        .Subscribe<TerminalSession, SessionRedaction>()
        .LoadAtStart<SessionRegistry>()
        .Service<LeftTerminals>()
        .LoadAtStart<LeftTerminals>()
        .Service<MovedSessions>()
        .SettleMove<MovedSessions>()
        .Service<SessionViewWriter>()
        .Service<SessionLists>()
        .Service<CreateSessionReader>()
        .Service<SessionOpener>()
        .Service<SessionOutput>()
        .Service<SessionService>()
        .Service<SessionInput>()
        .Service<SessionRuns>()
        .Service<SessionWaits>()
        .Service<SessionStatusService>()
        .Service<SessionHistory>()
        .Service<SessionMembership>()
        .Resources<SessionResources>()
        .Docs("sessions")
        .Docs("status")
        .Findings<TmuxFindings>(FindingGroup.Outside)
        .Findings<PatternFindings>(FindingGroup.Settings));

    private static void Tools(ModuleBuilder module) => module
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
        .Tool<SessionCloneTool>()
        .Tool<SessionRemoveTool>()
        .Tool<SessionExplainTool>()
        .Tool<SessionSnapshotTool>();
}
