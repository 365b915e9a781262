using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Egress;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.McpServers;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Skills;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Tests.Threads;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Tokens;
using AgentGateway.Domain.Waits;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Domain.Tests.Json;

/// <summary>
/// Events as they may be stored: of each type one with every property set, and one as bare as can be where that
/// differs.
/// </summary>
internal static class EventExamples
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, 125, TimeSpan.Zero);
    private static readonly ConversationLocation Chat = new(
        "telegram", "7", "42", "9", IsDirect: false, "3", "Plans");

    private static readonly TokenUsage Usage = new(1200, 80, 1000, 0.0125m, 2);

    private static readonly PersonRequestId Request = new ApprovalId("apr_1");
    private static readonly Failure Failure = new("session_lost", "The session was lost.", "Start it anew.");
    private static readonly SessionChild Child = new(4711, 123_456, "0d5e", "AGW_SESSION=ses_1");

    private static readonly SessionSpec Spec = new(
        "/bin/bash", ["-c", "make"], "/srv/project", "search", ["TOKEN"], "tmux", "bwrap", 80)
    {
        Rows = 24,
        HasInit = true,
        HasCleanup = true,
        ScriptSeconds = 300,
        Limits = new(60.5, 1_000_000, 2_000_000),
        Brief = true,
    };

    public static IReadOnlyList<DomainEvent> All { get; } =
    [
        new ThreadCreated(
            "Why?",
            Agent.Svarog,
            "/srv/project",
            "operator",
            true,
            new(new("thr_1"), new("dlg_1"), "operator", 1),
            new(new("thr_1"), 7)),
        new ThreadCreated(null, Agent.Svarog, null, "client"),
        new ThreadRenamed("Dlaczego niebo jest \"błękitne\" <tu> & tam?", Automatic: true),
        new ThreadArchived(),
        new ThreadUnarchived(),
        new ThreadPinned(),
        new ThreadUnpinned(),
        new ThreadDeleted(),
        new ThreadErased(),
        new ThreadImportAdvanced(new(4096, "9f86d081")),
        new ThreadCreated(null, new("claude"), null, "operator")
        {
            Import = new("claude", "7c1d", "/srv/site", "/home/me/.claude/projects/p/7c1d.jsonl", At),
        },
        new ThreadCompacted(40, new("msg_41")),
        new HandedOff(Agent.Svarog, Agent.Rarog, "operator", "it knows more"),
        new OwnershipReturned(Agent.Rarog, Agent.Svarog, "svarog"),
        new MessagePosted(new(
            new("msg_1"), 1, MessageRole.Assistant, "svarog", "Line one\nżółw 😀", Visibility.Hidden, new("turn_1"))
        {
            ToolCalls = [new("call_1", "time", """{"zone":"UTC"}""")],
            ToolCallId = "call_0",
            Attachments = [new("notes.txt", "Blue\n", true)],
            Model = "test/model",
            Usage = Usage,
            Partial = true,
        }),
        new MessagePosted(new(new("msg_3"), 3, MessageRole.User, "operator", "Why?", Visibility.Visible)
        {
            SaidAt = At,
        }),
        new MessagePosted(new(new("msg_2"), 2, MessageRole.User, "operator", "Why?", Visibility.Visible)),
        new MessagePosted(new(new("msg_8"), 8, MessageRole.User, "telegram:42", "Why?", Visibility.Visible)
        {
            Speaker = new("Alice", "telegram", new("cnv_1")),
        }),
        new MessagePosted(new(new("msg_9"), 9, MessageRole.User, "svarog", "Look again.", Visibility.Visible)
        {
            WorksFor = new("telegram:42", true),
        }),
        new MessagePosted(new(new("msg_6"), 6, MessageRole.User, "client", "Why?", Visibility.Visible)
        {
            Client = new("claude-code", "/srv/project"),
        }),
        new MessagePosted(new(new("msg_7"), 7, MessageRole.User, "svarog", "Look at page 3.", Visibility.Hidden)
        {
            For = Agent.Weles,
        }),
        new MessagePosted(
            new(new("msg_3"), 3, MessageRole.Tool, "time", "Noon", Visibility.Visible, new("turn_1"))
            {
                ToolCallId = "call_1",
            }),
        new MessagePosted(new(new("msg_4"), 4, MessageRole.System, "daemon", "weles takes part.", Visibility.Visible)),
        new MessagePosted(
            new(new("msg_5"), 5, MessageRole.System, "session:build", "Session build ended.", Visibility.Visible),
            "session/ses_1@9#0"),
        new MessageEdited(
            new(new("msg_2"), 2, MessageRole.User, "operator", "Why not?", Visibility.Visible, new("turn_2"))
            {
                Attachments = [new("notes.txt", "Blue") { Artifact = new("art_1") }],
            }),
        new TurnQueued(
            new("turn_1"),
            TurnKind.Contribution,
            Agent.Perun,
            [new("msg_1"), new("msg_2")],
            new("turn_0"),
            true,
            true,
            At),
        new TurnQueued(new("turn_2"), TurnKind.Answer, Agent.Svarog, [new("msg_1")]),
        new TurnQueued(new("turn_3"), TurnKind.Advice, Agent.Weles, [new("msg_1")], new("turn_2"), Started: true),
        new TurnQueued(new("turn_4"), TurnKind.Revision, Agent.Svarog, [new("msg_1")], new("turn_2")),
        new TurnQueued(new("turn_5"), TurnKind.Delegation, Agent.Svarog, [new("msg_1")]),
        new TurnQueued(new("turn_6"), TurnKind.Answer, Agent.Svarog, [new("msg_1")]) { Task = new("task_1") },
        new TurnQueued(new("turn_7"), TurnKind.Answer, Agent.Svarog, [new("msg_1")]) { IsCommand = true },
        new TurnQueued(new("turn_8"), TurnKind.Answer, Agent.Svarog, [new("msg_1")]) { RetryOf = new("turn_2") },
        new TurnExtended(new("turn_2"), new("msg_5")),
        new TurnStarted(new("turn_2"), Agent.Perun, At),
        new TurnProlonged(new("turn_2"), At),
        new TurnEnded(
            new("turn_2"),
            TurnStatus.Failed,
            new("msg_6"),
            new("model_failed", "The model failed.", "Try again."),
            "daemon",
            Usage),
        new TurnEnded(new("turn_3"), TurnStatus.Completed, null, null, "weles", TokenUsage.None),
        new TurnEnded(new("turn_4"), TurnStatus.Cancelled, null, null, "operator", TokenUsage.None),
        new TurnEnded(new("turn_5"), TurnStatus.Interrupted, null, null, "operator", TokenUsage.None),
        new ToolStarted(new("turn_2"), "call_1", "message_agent", true),
        new ToolSettled(new("turn_2"), "call_1", ToolOutcomeKind.Unknown),
        new ToolSettled(new("turn_2"), "call_2", ToolOutcomeKind.Failed),
        new ParticipantSet(Agent.Weles, "verify it", AdviceTime.Before, "operator"),
        new ParticipantEnded(Agent.Weles, "operator"),
        new DelegationRequested(
            new("dlg_1"), Agent.Weles, new("thr_2"), new("turn_6"), new("msg_7"), 7, "svarog", new("turn_2")),
        new DelegationRequested(new("dlg_2"), Agent.Weles, new("thr_3"), new("turn_7"), new("msg_8"), 0, "client", null)
        {
            Task = new("task_1"),
        },
        new DelegationRequested(new("dlg_3"), Agent.Weles, new("thr_3"), new("turn_7"), new("msg_8"), 0, "svarog", null)
        {
            For = new("telegram:42", true),
        },
        new DelegationOpened(new("dlg_1")),
        new DelegationSettled(new("dlg_1"), TurnStatus.Completed, new("msg_8")),
        new DelegationReported(new("dlg_1")),
        new AgentRegistered("client", "Perun", ["thunder"], "Thunders."),
        new WaitOpened("client", "thread_send", new("turn_1"), """{"thread_id":"thr_1"}"""),
        new WaitOpened("client", "task_wait", null, """{"done":false}""", new([new("tsk_1"), new("tsk_2")], Any: true)),
        new WaitCancelled(),
        new WaitSettled([Request]),
        new CommandEnqueued(
            new("cmd_2"), "make test\n", CommandPriority.Urgent, [new("cmd_1")], new(ConditionKind.Exit, 3)),
        new CommandEnqueued(new("cmd_3"), "echo 'żółw'", CommandPriority.Normal, [], default),
        new CommandStarted(new("cmd_2"), 1200),
        new CommandEnded(new("cmd_2"), new(0, null, 1260, 4000, 1500)),
        new CommandEnded(new("cmd_3"), new(null, "interrupted", 4100, 4200, 20)),
        new CommandSkipped(new("cmd_3"), new("cmd_2")),
        new CommandCancelled(new("cmd_3"), "session_removed"),
        new CommandLost(new("cmd_3"), "daemon_restarted"),
        new WorkspaceCreated(new(
            WorkspaceKind.Worktree, "/srv/agw-workspaces/search")
        {
            Repository = "/srv/project",
            GitDirectory = "/srv/project/.git",
            Branch = "agw/search",
            BranchIsNew = true,
            Start = "c0ffee",
            Upstream = "origin/search",
            Base = "main",
            BaseCommit = "beef",
            FirstPort = 20_000,
            PortCount = 10,
            Setup = "make deps",
            Mark = "wsp_1",
        }),
        new WorkspaceCreated(
            new(WorkspaceKind.Directory, "/srv/project") { FirstPort = 20_010, PortCount = 10, Mark = "wsp_2" }),
        new WorkspaceCreated(new(WorkspaceKind.Directory, "/srv/project") { Mark = "wsp_3", JudgedAs = "weles" }),
        new WorkspaceSetupStarted(),
        new WorkspaceReady([".agw/context/plan.md"]),
        new WorkspaceFailed(new("setup_failed", "The setup script ended with exit code 1.", "Look at the directory.")),
        new WorkspaceRemovalRequested(true),
        new WorkspaceRemovalRequested(false),
        new WorkspaceRemovalRefused(new("workspace_dirty", "1 file is not committed: a.txt.", null)),
        new WorkspaceRemoved(),
        new SessionCreated("build", Spec, "weles", new("thr_1"), new("tsk_1"), new("ses_0"), "client"),
        new SessionCreated(
            null,
            Spec with { Workspace = null, HasInit = false, HasCleanup = false, Limits = new() },
            null,
            null,
            null,
            null,
            "operator"),
        new SessionCreated("test", Spec, "weles", null, null, null, "client") { JudgedAs = "client" },
        new SessionStarting(1, SessionPhase.Init),
        new SessionStarted(1, SessionPhase.Cleanup, Child, 4096),
        new SessionStarted(2, SessionPhase.Program, Child with { Mark = null }, 0),
        new SessionAdopted(1, SessionPhase.Init, Child, new(4096, "no daemon was running")),
        new SessionGapSeen(new(5000, "disk full")),
        new SessionScriptEnded(1, SessionPhase.Init, new(0, null, null, []), SessionPhase.Cleanup, Failure),
        new SessionExited(1, new(null, 15, "nobody saw it", [4711]), SessionPhase.Cleanup),
        new SessionExited(1, new(3, null, null, []), null),
        new SessionStartFailed(1, SessionPhase.Init, Failure, SessionPhase.Cleanup),
        new SessionStopRequested("operator", true, true, true, Failure),
        new SessionStopRequested("client", false, false, false, null),
        new SessionLost(1, SessionPhase.Cleanup, Failure),
        new SessionReaped([4711], SessionPhase.Cleanup),
        new SessionEnded(1, SessionLifecycle.Orphaned),
        new SessionRestarted(2),
        new SessionResized(120, 40),
        new SessionStatusChanged("needs-approval", "a command asks for a yes or no"),
        new SessionSnapshotTaken("start", 4096, "$ make\nżółw", "/srv/project", "main", "clean"),
        new SessionAnnounced("session/ses_1@9#0"),
        new SessionRemoved("operator"),
        new SessionForgotten(),
        new TaskOpened(
            "Tidy up",
            new(TaskKind.Command, Command: "make clean", Session: "ses_1", Directory: "/srv/project",
                TimeoutSeconds: 60),
            new("svarog"), new("thr_1"), "search", new("tsk_0"), TaskPriority.High, [new("tsk_2")])
        {
            OnFailure = FailurePolicy.Skip,
            Retries = 3,
            RetrySafe = true,
            NotBefore = At,
            Deadline = At.AddHours(1),
        },
        new TaskOpened(
            "Own", new(TaskKind.Command, Command: "make"), null, null, null, null, TaskPriority.Normal, [])
        {
            ByPerson = true,
        },
        new TaskOpened(
            "Claude's", new(TaskKind.Command, Command: "make"), null, null, null, null, TaskPriority.Normal, [])
        {
            Client = "claude-code",
        },
        new TaskOpened(
            "Ann's", new(TaskKind.Turn, "Why?"), null, null, null, null, TaskPriority.Normal, [])
        {
            Speaker = new("Ann", "telegram", new("tlg_1")),
        },
        new TaskOpened(
            "For Ann", new(TaskKind.Turn, "Why?"), null, null, null, null, TaskPriority.Normal, [])
        {
            WorksFor = new("telegram:42", true),
        },
        new TaskOpened(
            "Ask", new(TaskKind.Turn, "Why?"), null, null, null, null, TaskPriority.Normal, []),
        new TaskOpened(
            "Call", new(
                TaskKind.Tool, Tool: "read_file",
                    Arguments: """{"path":"a"}"""), null, null, null, null, TaskPriority.Low, [])
        {
            OnFailure = FailurePolicy.Run,
        },
        new TaskChanged("Tidy", TaskPriority.Urgent, [new("tsk_3")], FailurePolicy.Run, 2, At, At.AddHours(2)),
        new TaskChanged(null, null, null, null, null, null, null, AtOnce: true) { NoDeadline = true },
        new DependencySettled(new("tsk_2"), TaskPhase.Failed),
        new TaskQueued(),
        new TaskQueued(Continues: true),
        new TaskPostponed(At),
        new TaskClaimed(1, 2, "own_1"),
        new TaskAdopted(3, "own_2"),
        new TaskLinked(3, new(new("thr_2"), new("turn_1"))),
        new TaskLinked(3, new(Session: new("ses_1"), Command: new("cmd_1"))),
        new TaskAwaiting(3, TaskWaitKind.Approval, Request, true),
        new TaskAwaiting(3, TaskWaitKind.Question, new QuestionId("qst_1"), false),
        new TaskResumed(3),
        new TaskReleased(Request),
        new TaskAttemptFailed(3, new("command_failed", "Exit code 2.", "Look at its output."), At, "no such file\n", 2),
        new TaskInterrupted(3, Repeated: true),
        new TaskInterrupted(3, Repeated: false),
        new TaskCompleted(3, "Done.", 0),
        new TaskFailed(new("dependency_failed", "tsk_2 failed.", null), "as far as it got", 1),
        new TaskCancelled(new("cancelled", "operator cancelled it.")),
        new TaskRetried(),
        new TaskStopped(),
        new TaskChildrenCancelled(),
        new TaskNoticed("task/tsk_1@4#0"),
        new TaskDeleted(TaskPhase.Failed),
        new TaskErased(),
        new ToolAwaited(new("turn_2"), "call_1", Request),
        new ToolReleased(new("turn_2"), "call_1", Request),
        new RequestWithdrawn(Request),
        new ApprovalRequested(
            new("svarog", "thread/thr_1@3#0/call_1", new("thr_1"), new("turn_2"), "call_1"),
            new("run_command", """{"command":"make"}""", "run_command: make", "make", "/home/me/work", "abc",
                RiskClass.R2, "default:R2")
            {
                Why = "R2: it executes something.",
                Remembered = new("", PolicyDecision.Allow, PolicySource.Always)
                {
                    Agent = "svarog", Tool = "run_command", Argv = ["make"], Exact = true,
                },
                AlwaysPossible = true,
                SessionPossible = true,
            },
            "whoever has the approver right for R2", At.AddMinutes(30)),
        new ApprovalRequested(
            new("client", "direct/client/abc", Task: new("tsk_1")), new(
                "session_run", "{}", "session_run", null, null, "abc", RiskClass.R3, "default:R3")
            {
                Why = "R3.",
            },
            "", At)
        {
            Whole = new("""{"command":"make\nmake install"}""", "make\nmake install"),
        },
        new ApprovalRequested(
            new("client:claude-code", "direct/client/abd") { Directory = "/srv/project" },
            new("session_run", "{}", "session_run", null, "/srv/project", "abd", RiskClass.R3, "default:R3"),
            "", At),
        new ApprovalSeen("operator"),
        new ApprovalDecided(ApprovalDecision.Once, "operator", null),
        new ApprovalDecided(ApprovalDecision.Deny, "operator", "not now"),
        new ApprovalUsed("thread/thr_1@3#0/call_1"),
        new ApprovalExpired(),
        new ApprovalCancelled("The turn has ended."),
        new ApprovalReported(),
        new ApprovalDeleted(ApprovalState.Denied),
        new ApprovalErased(),
        new QuestionAsked(
            new("svarog", "thread/thr_1@3#0/call_2", new("thr_1"), new("turn_2"), "call_2"),
            "Which?",
            ["this", "that"],
            "this",
            At)
        {
            Answerers = ["phone"],
        },
        new QuestionAnswered("that", "operator"),
        new QuestionExpired(),
        new QuestionCancelled("The turn has ended."),
        new QuestionReported(),
        new QuestionDeleted(QuestionState.Answered),
        new QuestionErased(),
        new RuleMade(
            new("rul_1", PolicyDecision.Allow, PolicySource.Session)
            {
                Agent = "svarog", Tool = "run_command", Thread = "thr_1", Argv = ["make"], Exact = true,
            },
            new("apr_1"),
            "operator"),
        new RuleRevoked("operator"),
        new TokenCreated("phone", "abc", RiskClass.R2, null, At, "operator"),
        new TokenCreated("bot", "abd", null, "svarog", null, "operator"),
        new TokenRevoked("operator"),
        new EgressRecorded("/shop", "ses_1", "make fetch", "files.example:443", new(2, 1, 900, 120_000)),
        new ArtifactRecorded(
            new(ArtifactKind.Output, "dotnet test", "text/plain", 1200, "9f86d081884c7d65", IsCut: true),
            new("svarog", new("thr_1"), new("turn_1"), new("tsk_1"), new("ses_1"), "run_command")),
        new ArtifactRecorded(
            new(ArtifactKind.File, "src/a.cs", "text/plain", 12, "9f86d081884c7d66"), ArtifactOrigin.None),
        new ArtifactRemoved("to make room for newer ones"),
        new McpToolsSeen("d4", [new("github__search", "x1"), new("github__star", "x2")]),
        new McpToolsAccepted("d4", [new("github__search", "x3")], "operator"),
        new SkillsAllowed("/shop", "sha256:d5", "operator"),
        new SkillsDisallowed("operator"),
        new KnowledgePut(
            new("Deploying", MemoryScope.Global, "procedure", "Run make deploy.", "deploy/shop")
            {
                Payload = "1. make deploy",
                Evidence = ["tsk_1 exit code 0"],
                FreshUntil = At,
            },
            new("weles", IsPerson: false),
            new("kno_1")),
        new KnowledgePromoted(KnowledgeTrust.Approved, new("operator", IsPerson: true), "ran it"),
        new KnowledgeRejected(new("rarog", IsPerson: false), "it is out of date"),
        new KnowledgeReplaced(new("kno_2")),
        new KnowledgeReplacementTold(),
        new KnowledgeForgotten("operator"),
        new KnowledgeErased(),
        new PreflightDecided(PreflightDecision.Reuse, "d6", [new("kno_1")], "It fits.", "weles"),
        new PreflightDecided(PreflightDecision.None, "d7", [], "Nothing fits.", null) { Attempt = 2 },
        new ConversationOpened(Chat),
        new MessageReceived("87", "101", new("42", "Alice", "T7"), "What is this?")
        {
            ReplyTo = "100",
            Forwarded = true,
            Urgent = true,
            Files = [new("file-1", "a.txt", 12)],
            NotUnderstood = ["a voice message"],
            PrivateAnswer = "token",
        },
        new ReceivedChanged("101", "What is that?", Deleted: true),
        new ReceivedSettled("87", new("msg_1")),
        new ThreadBound(new("thr_1"), 4),
        new ThreadUnbound(),
        new SendingStarted(new("5f0c", new(7, 1, IsLast: true), new ApprovalId("apr_1"))
        {
            Turn = new(new("thr_1"), new("trn_1"), Since: 7, IsText: true),
        }),
        new SendingShown("5f0c", "102"),
        new SendingSettled("5f0c", "102"),
        new CardClosed(new ApprovalId("apr_1")),
        new ConversationClosed("The bot was removed."),
        new ConversationCleared(Conversation.Initial with { Place = Chat }),
        new PairingCodeGiven(new("abc", "42", "Alice", At)),
        new InvitationGiven(new("abc", RiskClass.R2, At)),
        new PersonPaired("abc", "42", "Alice", RiskClass.R2),
        new PersonRemoved("42"),
        new GatewayPaused(Paused: true),
        new NoteRemembered(
            new("The port is 8080", "port", NoteKind.Decision, MemoryScope.Workspace("/shop"), 0.9, At),
            new("weles", false, true),
            new(new("thr_1"), new("msg_1"), new("ses_1"), "10-20", "a.md", "https://example.com"),
            new("mem_0")),
        new NoteCorrected(
            new("The port is 9090", "", NoteKind.Fact, MemoryScope.Global, 1, null), new("operator", true, false), "moved"),
        new NoteConfirmed(new("operator", true, false), 0.9, At),
        new NoteSuperseded(new("mem_2")),
        new NoteLinked(),
        new NoteRetracted("weles", "wrong"),
        new NoteForgotten("operator"),
        new NoteErased(),
        new DocumentWritten(
            MemoryScope.Agent("main"), "MEMORY", 3, new("- VPN", DocumentChange.Appended), new("main", false, false), "why"),
        new DocumentForgotten(MemoryScope.Operator("operator"), "USER", 3, "operator"),
        new DocumentErased(),
    ];
}
