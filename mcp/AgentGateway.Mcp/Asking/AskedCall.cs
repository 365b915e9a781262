using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tool = AgentGateway.Runtime.Tools.Tool;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// One call and the person behind it. A client of an earlier revision is sent a request while its call is open; one of
/// 2026-07-28 is answered that input is required, and repeats the call with the input. No person is asked twice about
/// the same within a call, unless what was said is refused as too long: then the dialogue comes again and begins with
/// the refusal.
/// </summary>
internal sealed class AskedCall(
    RequestContext<CallToolRequestParams> request, Tool tool, RequestState states, Dialogues dialogues)
{
    /// <summary>
    /// How often one request is shown while its call is open; a client that answers without a person could go on for
    /// ever.
    /// </summary>
    private const int ShownMax = 3;

    private readonly HashSet<string> _asked = [];
    private int _dialogues;

    private Caller Caller => CallerIdentity.Of(request.User);

    private bool IsModern =>
        ProtocolVersions.IsModern(
            request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion);

    /// <summary>Whether a client's person can be asked with a form.</summary>
    public static bool CanBeAsked(
        ClientCapabilities? client) =>
            client?.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);

    /// <summary>
    /// What the client is answered in place of the call's answer, so that it asks its person; null: nothing.
    /// </summary>
    public InputRequiredException? Required { get; private set; }

    /// <summary>
    /// As <see cref="AskPerson"/>. Where the call ends here, <see cref="Required"/> says with what.
    /// </summary>
    public async Task<PersonAnswer> AskAsync(ToolAnswer standing, string ask, CancellationToken cancellationToken)
    {
        if (!_asked.Add(ask) || !CanBeAsked(request.Server.ClientCapabilities)) return PersonAnswer.None;
        Rejection? refused = null;
        for (var shown = 0; shown < ShownMax; shown++)
        {
            if (await dialogues.FormAsync(Caller, ask, refused, cancellationToken) is not { } form)
                return AnswerOf(await dialogues.HasEndedAsync(ask, cancellationToken));
            if (IsModern)
            {
                Required = InputRequired(form, ask, standing);
                return PersonAnswer.CallEnds;
            }

            var heard = await AskOpenlyAsync(form, ask, cancellationToken);
            if (heard.Refused is null) return AnswerOf(heard.IsDecided);
            refused = heard.Refused;
        }

        return PersonAnswer.None;
    }

    /// <summary>
    /// What the call had to say when its client was asked, with the client's answer done; null when this is no repeated
    /// call.
    /// </summary>
    /// <exception cref="McpProtocolException">The state is not what was handed out for this call.</exception>
    /// <exception cref="InputRequiredException">
    /// The answer was refused with a sentence, and is asked for again.
    /// </exception>
    public async Task<ToolAnswer?> ResumeAsync(CancellationToken cancellationToken)
    {
        if (request.Params.RequestState is not { } state) return null;
        var (ask, standing) = AskedState.Open(states, tool, Caller, state);
        var heard = await dialogues.HearAsync(Caller, ask, AnswerTo(ask), !tool.OutlastsDialogue, cancellationToken);
        if (heard.Refused is { } refused
            && await dialogues.FormAsync(Caller, ask, refused, cancellationToken) is { } form)
            throw InputRequired(form, ask, standing);
        if (!heard.IsDecided) _asked.Add(ask);
        return standing;
    }

    private static PersonAnswer AnswerOf(bool isSettled) => isSettled ? PersonAnswer.Settled : PersonAnswer.None;

    private InputRequiredException InputRequired(ElicitRequestParams form, string ask, ToolAnswer standing) => new(
        new Dictionary<string, InputRequest> { [ask] = InputRequest.ForElicitation(form) },
        AskedState.Seal(states, tool, Caller, ask, standing));

    /// <summary>Answers to anything else than what was asked here are not looked at.</summary>
    private ElicitResult? AnswerTo(string ask) =>
        request.Params.InputResponses is { } responses && responses.TryGetValue(ask, out var response)
            ? DialogueAnswer.Read(response.RawValue)
            : null;

    /// <summary>
    /// Asks while the call is open. Decided elsewhere meanwhile, the dialogue is withdrawn and the call goes on.
    /// </summary>
    private async Task<HeardAnswer> AskOpenlyAsync(
        ElicitRequestParams form, string ask, CancellationToken cancellationToken)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var settled = dialogues.SettledAsync(ask, asking.Token);
        var answer = AnswerAsync(form, asking.Token);
        try
        {
            if (await Task.WhenAny(settled, answer) == answer)
                return await dialogues.HearAsync(Caller, ask, await answer, !tool.OutlastsDialogue, cancellationToken);
            await settled;
            return new(IsDecided: true);
        }
        finally
        {
            await asking.CancelAsync();
            await Task.WhenAll(settled, answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Null when the client could not ask, or what it sent is no answer. Cancelled, the client is told to close the
    /// dialogue.
    /// </summary>
    private async Task<ElicitResult?> AnswerAsync(ElicitRequestParams form, CancellationToken cancellationToken)
    {
        var asked = new JsonRpcRequest
        {
            Id = new($"ask-{request.JsonRpcRequest.Id}-{++_dialogues}"),
            Method = RequestMethods.ElicitationCreate,
            Params = JsonSerializer.SerializeToNode(form, McpJsonUtilities.DefaultOptions),
        };
        try
        {
            var answer = await request.Server.SendRequestAsync(asked, cancellationToken);
            return DialogueAnswer.Read(
                JsonSerializer.SerializeToElement(answer.Result, McpJsonUtilities.DefaultOptions));
        }
        catch (OperationCanceledException)
        {
            await WithdrawAsync(asked.Id);
            throw;
        }
        catch (Exception failure) when (failure is McpException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private async Task WithdrawAsync(RequestId asked)
    {
        try
        {
            await request.Server.SendNotificationAsync(
                NotificationMethods.CancelledNotification,
                new CancelledNotificationParams { RequestId = asked, Reason = "Nobody needs to decide here any more." },
                McpJsonUtilities.DefaultOptions,
                CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone, and its dialogue with it.
        }
    }
}
