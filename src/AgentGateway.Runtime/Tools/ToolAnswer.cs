using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tools;

/// <param name="Json">
/// The structured content as compact JSON: the result, or the refusal's code, message and hint. Null where the answer
/// is text.
/// </param>
/// <param name="IsRefused">Whether it is a refusal, or a failure that the model is to see as one.</param>
public sealed record ToolAnswer(string? Json, bool IsRefused = false)
{
    /// <summary>What the caller wants to wait for; null when the answer is complete.</summary>
    public PendingCompletion? Pending { get; init; }

    /// <summary>
    /// The text of the answer that is meant to be read as it is, such as a screen or a file; null where the JSON has
    /// everything.
    /// </summary>
    public string? Shown { get; init; }

    /// <summary>
    /// The approvals (apr_…) and questions (qst_…) that people have to settle before the call can say more; null: none.
    /// A tool that sets it has its caller's person asked where that is possible, and is called again afterwards.
    /// </summary>
    public IReadOnlyList<PersonRequestId>? Requests { get; init; }

    /// <summary>
    /// The answer whose completion is waited for once more when people have decided; null: the call is made again.
    /// </summary>
    public ToolAnswer? Begun { get; init; }

    /// <summary>
    /// Whether the JSON is given as text alone, for a client whose contract knows no structured content.
    /// </summary>
    public bool IsPlainText { get; init; }

    /// <summary>
    /// What the caller has to know besides the answer; null: nothing. The answer's text or JSON has it as well.
    /// </summary>
    public string? Notice { get; private init; }

    /// <summary>What a model reads of it.</summary>
    public string Text => Shown ?? Json ?? "";

    /// <summary>
    /// The approval or question without which there is no answer at all: a turn or a task makes the call again when it
    /// is settled. Null where the call has something to say, also while people have to settle what its work waits for.
    /// </summary>
    public PersonRequestId? HeldUpBy => Json is null && Shown is null && Requests is [var first, ..] ? first : null;

    /// <summary>The answer as its caller may see it.</summary>
    public ToolAnswer Without(KnownSecrets secrets)
    {
        var (json, shown) = (Json is null
            ? null
            : secrets.RedactJson(Json), Shown is null ? null : secrets.Redact(Shown));
        return ReferenceEquals(json, Json) && ReferenceEquals(shown, Shown)
            ? this
            : this with { Json = json, Shown = shown };
    }

    /// <summary>The answer with a sentence beside it: the property <c>notice</c>, or a last line.</summary>
    public ToolAnswer With(string? notice)
    {
        if (notice is null || IsRefused || IsPlainText || HeldUpBy is not null) return this;
        if (Json is null) return this with { Notice = notice, Shown = $"{Shown}\n{notice}" };
        if (JsonNode.Parse(Json) is not JsonObject json) return this;
        json["notice"] = notice;
        return this with { Notice = notice, Json = json.ToJsonString(ViewJson.Plain.Options) };
    }

    /// <summary>The call has no answer before people have settled that approval or question.</summary>
    public static ToolAnswer HeldUp(PersonRequestId request) => new((string?)null) { Requests = [request] };

    /// <summary>
    /// The refusal as JSON. A tool refuses with <see cref="Tool.Refuse"/>, which knows how it answers.
    /// </summary>
    public static ToolAnswer Refuse(Rejection rejection) =>
        new(JsonSerializer.Serialize(rejection, ViewJson.Plain.Rejection), IsRefused: true);

    /// <summary>The refusal of a tool that answers with text: a sentence that ends with the code.</summary>
    public static ToolAnswer OfText(Rejection rejection)
    {
        var hint = rejection.Hint is null ? "" : $" {rejection.Hint}";
        return OfText($"{rejection.Message}{hint} ({rejection.Code})", isRefused: true);
    }

    /// <summary>An answer for a model that has no structure.</summary>
    public static ToolAnswer OfText(string text, bool isRefused = false) => new(null, isRefused) { Shown = text };
}

/// <summary>Work that goes on after a call has answered for the first time.</summary>
/// <param name="Target">What is waited for, so that a client may hold a durable handle on it.</param>
/// <param name="FinishAsync">
/// Waits as long as the caller asked, and gives the complete answer. Cancelling ends the waiting, never the work.
/// </param>
public sealed record PendingCompletion(
    WaitTarget Target, Func<Action<TurnProgress>?, CancellationToken, Task<ToolAnswer>> FinishAsync)
{
    /// <summary>
    /// How long the caller asked to wait; <see cref="Tool.Resume"/> is given it when the waiting begins anew.
    /// </summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>What a call can be waited for.</summary>
public abstract record WaitTarget
{
    public sealed record Turn(TurnId Id) : WaitTarget;

    /// <param name="Any">Whether one of them is enough.</param>
    public sealed record Tasks(IReadOnlyList<TaskId> Ids, bool Any) : WaitTarget;
}
