using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Appends of one approval or question, as the runtime would make them.</summary>
internal sealed class RequestScript(string id)
{
    private static readonly Approver Operator = new("operator", RiskClass.R4, null, Local: true);

    private Approval _approval = Approval.Initial;
    private Question _question = Question.Initial;
    private long _version;

    public Approval Approval => _approval;

    public Question Question => _question;

    public AppendRequest Request(string callKey) => Do(new RequestApproval(
        new("svarog", callKey, new("thr_1"), new("turn_1"), "c1"),
        new("run_command", """{"command":"make"}""", "run_command: make", "make", "/home/me", "digest", RiskClass.R2,
            "default:R2")
        {
            Why = "R2: it executes something.",
        },
        "whoever may",
        ThreadScript.Start.AddMinutes(30)));

    public AppendRequest Approve() =>
        Do(new DecideApproval(Operator, ApprovalDecision.Once, null, false));

    /// <summary>Deletes the approval, which was told to its requester before.</summary>
    public IEnumerable<AppendRequest> Delete() => [Do(new ConfirmApprovalReported()), Do(new DeleteApproval())];

    public AppendRequest Ask(string callKey) =>
        Do(new AskQuestion(
            new("svarog", callKey), "Which?", ["this", "that"], "this", ThreadScript.Start.AddMinutes(30)));

    public AppendRequest Answer() => Do(new AnswerQuestion("that", Operator, false));

    private AppendRequest Do(ApprovalCommand command)
    {
        var recorded = Recorded(ApprovalMachine.Kind, ApprovalMachine.Decide(_approval, command).Value.Single());
        var before = _approval;
        _approval = ApprovalMachine.Evolve(before, recorded);
        return Of(
            recorded,
            JsonSerializer.SerializeToUtf8Bytes(_approval, ApprovalJson.Plain.Approval),
            Effect.DueAt(ApprovalMachine.Owed(_approval)),
            ApprovalMachine.Project(before, recorded, _approval));
    }

    private AppendRequest Do(QuestionCommand command)
    {
        var recorded = Recorded(QuestionMachine.Kind, QuestionMachine.Decide(_question, command).Value.Single());
        var before = _question;
        _question = QuestionMachine.Evolve(before, recorded);
        return Of(
            recorded,
            JsonSerializer.SerializeToUtf8Bytes(_question, QuestionJson.Plain.Question),
            Effect.DueAt(QuestionMachine.Owed(_question)),
            QuestionMachine.Project(before, recorded, _question));
    }

    private RecordedEvent Recorded(string kind, DomainEvent happened) =>
        new(StreamId.Of(kind, id), ++_version, ThreadScript.Start.AddSeconds(_version), "svarog", happened);

    private AppendRequest Of(RecordedEvent recorded, byte[] state, DateTimeOffset? due, IReadOnlyList<ReadRow> rows) =>
        new(recorded.Stream, _version - 1, [recorded], new(state, 1, due), rows, Databases.AnyEpoch);
}
