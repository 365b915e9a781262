using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Storage;

/// <summary>The parts of rows that are stored as JSON. A message's text is kept beside it, for the full-text index.</summary>
internal static class RowJson
{
    public static byte[] Detail(Message message) =>
        JsonSerializer.SerializeToUtf8Bytes(message with { Text = "" }, ThreadJson.Plain.Message);

    public static byte[] Detail(TurnRow turn) => JsonSerializer.SerializeToUtf8Bytes(turn, ThreadJson.Plain.TurnRow);

    public static byte[] Detail(QueuedCommandRow command) => JsonSerializer.SerializeToUtf8Bytes(command, CommandQueueJson.Plain.QueuedCommandRow);

    public static byte[] Detail(Approval approval) => JsonSerializer.SerializeToUtf8Bytes(approval, ApprovalJson.Plain.Approval);

    public static byte[] Detail(AgentTask task) => JsonSerializer.SerializeToUtf8Bytes(task, TaskJson.Plain.AgentTask);

    public static byte[] Detail(Question question) => JsonSerializer.SerializeToUtf8Bytes(question, QuestionJson.Plain.Question);

    public static Message Message(ReadOnlySpan<byte> detail, string text) =>
        (JsonSerializer.Deserialize(detail, ThreadJson.Plain.Message) ?? throw new JsonException("A message is null.")) with { Text = text };

    public static TurnRow Turn(ReadOnlySpan<byte> detail) =>
        JsonSerializer.Deserialize(detail, ThreadJson.Plain.TurnRow) ?? throw new JsonException("A turn is null.");

    public static QueuedCommandRow Command(ReadOnlySpan<byte> detail) =>
        JsonSerializer.Deserialize(detail, CommandQueueJson.Plain.QueuedCommandRow) ?? throw new JsonException("A command is null.");

    public static Approval Approval(ReadOnlySpan<byte> detail) =>
        JsonSerializer.Deserialize(detail, ApprovalJson.Plain.Approval) ?? throw new JsonException("An approval is null.");

    public static AgentTask Task(ReadOnlySpan<byte> detail) =>
        JsonSerializer.Deserialize(detail, TaskJson.Plain.AgentTask) ?? throw new JsonException("A task is null.");

    public static Question Question(ReadOnlySpan<byte> detail) =>
        JsonSerializer.Deserialize(detail, QuestionJson.Plain.Question) ?? throw new JsonException("A question is null.");
}
