using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// Calls that a connection or a person makes by itself: the arguments are read, the call is judged, run, and waited for
/// as long as its caller asked. It is judged as <c>client</c> with the client's name, or as the agent that its
/// token is bound to; the person at the local command line is held by the hard deny alone. Every call ends in an
/// answer: what goes wrong inside is logged here and told as a refusal. Answers are without known secrets. Only
/// cancellation passes through.
/// </summary>
public sealed partial class ToolCalls(ToolGate gate, KnownSecrets secrets, IIdSource ids, ILogger<ToolCalls> log)
{
    /// <summary>
    /// Does all that must be durable, and leaves the waiting to the caller: <see cref="ToolAnswer.Pending"/>. A call
    /// that policy does not let run is refused with <c>denied</c>, or with <c>approval_required</c> and the approval's
    /// id: the same call, made again once a person has approved it, runs once.
    /// </summary>
    public async Task<ToolAnswer> StartAsync(Tool tool, ToolRequest request, CancellationToken cancellationToken)
    {
        // Found out first: a value that the call itself makes known, such as a hidden variable, is no news to its
        // caller.
        var notice = NoticeOf(tool, request);
        return (await BeginAsync(tool, request, cancellationToken)).Without(secrets).With(notice);
    }

    /// <summary>
    /// A call that stores what it is given is told when a secret was left out of it. What would be run later is refused
    /// by the service that stores it.
    /// </summary>
    private string? NoticeOf(Tool tool, ToolRequest request) =>
        tool.Declared.Conduct.HasFlag(ToolConduct.ReadOnly) || secrets.Matcher.IsEmpty
            ? null
            : secrets.NoticeOf(request.Arguments
                .Where(argument => argument.Value.ValueKind != JsonValueKind.Undefined)
                .Select(argument => argument.Value.GetRawText()));

    private async Task<ToolAnswer> BeginAsync(Tool tool, ToolRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (tool.Read(request).IsRejected(out var refused, out var arguments)) return ToolAnswer.Refuse(refused);
            var facts = await tool.TouchesAsync(request, arguments, cancellationToken);
            if (IsPlain(tool, request, facts)) return await tool.RunAsync(request, arguments, cancellationToken);
            if (Object(request.Arguments).IsRejected(out refused, out var json)) return ToolAnswer.Refuse(refused);
            var use = ToolUse.Of(tool, request, json, facts) with { Prepared = new(tool, request, arguments) };
            var attempt = ids.Next().Id("call", 0);
            return await gate.EnterDirectAsync(use, attempt, request.Awaited?.Approval, cancellationToken) switch
            {
                GateAnswer.Allowed allowed =>
                    await tool.RunAsync(request with { Granted = allowed.Granted }, arguments, cancellationToken),
                GateAnswer.Denied denied => ToolAnswer.Refuse(GateRefusals.Of(denied)),
                GateAnswer.Waiting waiting => ToolAnswer.Refuse(GateRefusals.Of(waiting)) with
                {
                    Requests = [waiting.Approval],
                },
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(tool, failure);
        }
    }

    /// <summary>
    /// Calls a tool and waits as long as the caller asked. Cancelling ends the waiting, never what was begun.
    /// </summary>
    public Task<ToolAnswer> CallAsync(
        Tool tool, ToolRequest request, Action<TurnProgress>? progress, CancellationToken cancellationToken) =>
        CallAsync(tool, request, null, progress, null, cancellationToken);

    /// <summary>
    /// The same for a call with a person behind it, who is asked about what holds the call up, one request after the
    /// other; the call goes on with each answer. A caller that cannot be asked, or does not answer, has the answer at
    /// once that the call waits.
    /// </summary>
    /// <param name="standing">What the call had to say when its person was asked, if it was made before.</param>
    public async Task<ToolAnswer> CallAsync(
        Tool tool,
        ToolRequest request,
        ToolAnswer? standing,
        Action<TurnProgress>? progress,
        AskPerson? person,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var begun = standing?.Begun
                ?? await StartAsync(tool, request with { Awaited = standing?.Requests?[0] }, cancellationToken);
            var answer = await FinishAsync(tool, begun, progress, cancellationToken);
            if (answer.Requests is not [var pending, ..]) return answer;
            try
            {
                if (!await IsSettledAsync(tool, answer, pending, person, cancellationToken)) return answer;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                return Refuse(tool, failure);
            }

            standing = answer;
        }
    }

    /// <summary>Waits for what a call left open, as long as its caller asked.</summary>
    public async Task<ToolAnswer> FinishAsync(
        Tool tool, ToolAnswer begun, Action<TurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (begun.Pending is not { } pending) return begun;
        try
        {
            return (await pending.FinishAsync(progress, cancellationToken)).Without(secrets).With(begun.Notice);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(tool, failure);
        }
    }

    private static async Task<bool> IsSettledAsync(
        Tool tool, ToolAnswer answer, PersonRequestId pending, AskPerson? person, CancellationToken cancellationToken)
    {
        var asked = person is null ? PersonAnswer.None : await person(answer, pending, cancellationToken);
        if (asked != PersonAnswer.None || !tool.OutlastsDialogue) return asked == PersonAnswer.Settled;
        await tool.OutlastAsync(pending, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether the call touches nothing and policy allows the tool with any arguments: then it is not judged any
    /// further. Most calls are of this kind, so this saves most of the cost.
    /// </summary>
    private bool IsPlain(Tool tool, ToolRequest request, CallFacts facts)
    {
        var principal = request.Caller.Principal;
        return ReferenceEquals(facts, CallFacts.None)
            && (principal.IsLocal || gate.AllowsPlainly(request.Caller.JudgedAs, tool.Name, tool.Declared.Risk));
    }

    private static Outcome<JsonElement> Object(IEnumerable<KeyValuePair<string, JsonElement>> arguments)
    {
        try
        {
            var json = new JsonObject();
            foreach (var (name, value) in arguments)
                json[name] = value.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
            using var document = CanonicalJson.Parse(json.ToJsonString());
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Rejection(
                "invalid_argument",
                $"The arguments cannot be read: {exception.Message}",
                "Send them again, with whole characters.");
        }
    }

    private ToolAnswer Refuse(Tool tool, Exception failure)
    {
        if (failure is JournalUnavailableException unavailable) return ToolAnswer.Refuse(unavailable.Reason);
        Failed(tool.Name, failure);
        return ToolAnswer.Refuse(new Rejection(
            "internal_error",
            $"{tool.Name} failed inside the daemon.",
            "Try again; if it fails again, the daemon's log says why."));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed")]
    private partial void Failed(string tool, Exception failure);
}
