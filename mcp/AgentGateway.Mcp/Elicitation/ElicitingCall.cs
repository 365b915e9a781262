using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tool = AgentGateway.Runtime.Tools.Tool;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// One call that may elicit answers from the person at its client. A client of an earlier revision is sent a request
/// while its call is open; one of 2026-07-28 is answered that input is required, and repeats the call with the input.
/// Within a call each request is shown once, unless the answer is refused as too long: then the form is shown again,
/// and begins with the refusal.
/// </summary>
internal sealed class ElicitingCall(
    RequestContext<CallToolRequestParams> request, Tool tool, RequestState states, ElicitationService elicitations)
{
    /// <summary>
    /// How often one request is shown while its call is open: a client that answers without a person would otherwise
    /// be sent forms without end.
    /// </summary>
    private const int ShownMax = 3;

    private readonly HashSet<PersonRequestId> _elicited = [];
    private int _sent;

    private Caller Caller => CallerIdentity.Of(request.User);

    private bool IsModern =>
        ProtocolVersions.IsModern(
            request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion);

    /// <summary>Whether the client declares that it can show a form to a person.</summary>
    public static bool CanElicit(
        ClientCapabilities? client) =>
            client?.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);

    /// <summary>
    /// The answer to the client in place of the call's own, so that it shows the form to its person; null: none.
    /// </summary>
    public InputRequiredException? Required { get; private set; }

    /// <summary>
    /// As <see cref="AskPerson"/>. Where the call ends here, <see cref="Required"/> is its answer.
    /// </summary>
    public async Task<PersonAnswer> ElicitAsync(
        ToolAnswer standing, PersonRequestId id, CancellationToken cancellationToken)
    {
        if (!_elicited.Add(id) || !CanElicit(request.Server.ClientCapabilities)) return PersonAnswer.None;
        Rejection? refused = null;
        for (var shown = 0; shown < ShownMax; shown++)
        {
            if (await elicitations.FormAsync(Caller, id, refused, cancellationToken) is not { } form)
                return AnswerOf(await elicitations.HasEndedAsync(id, cancellationToken));
            if (IsModern)
            {
                Required = InputRequired(form, id, standing);
                return PersonAnswer.CallEnds;
            }

            var outcome = await ElicitDuringCallAsync(form, id, cancellationToken);
            if (outcome.Refused is null) return AnswerOf(outcome.IsDecided);
            refused = outcome.Refused;
        }

        return PersonAnswer.None;
    }

    /// <summary>
    /// The answer that the call had reached when its client was sent the form, after the client's answer has been
    /// applied; null when this is not a repeated call.
    /// </summary>
    /// <exception cref="McpProtocolException">The state is not what was handed out for this call.</exception>
    /// <exception cref="InputRequiredException">
    /// The answer was refused with a sentence, and the form is sent again.
    /// </exception>
    public async Task<ToolAnswer?> ResumeAsync(CancellationToken cancellationToken)
    {
        if (request.Params.RequestState is not { } state) return null;
        var (id, standing) = ElicitationState.Open(states, tool, Caller, state);
        var outcome = await elicitations.ApplyAsync(
            Caller, id, AnswerTo(id), !tool.OutlastsDialogue, cancellationToken);
        if (outcome.Refused is { } refused
            && await elicitations.FormAsync(Caller, id, refused, cancellationToken) is { } form)
            throw InputRequired(form, id, standing);
        if (!outcome.IsDecided) _elicited.Add(id);
        return standing;
    }

    private static PersonAnswer AnswerOf(bool isSettled) => isSettled ? PersonAnswer.Settled : PersonAnswer.None;

    private InputRequiredException InputRequired(
        ElicitRequestParams form, PersonRequestId id, ToolAnswer standing) => new(
        new Dictionary<string, InputRequest> { [id.Value] = InputRequest.ForElicitation(form) },
        ElicitationState.Seal(states, tool, Caller, id, standing));

    /// <summary>The answer to this form; answers to other keys are ignored.</summary>
    private ElicitResult? AnswerTo(PersonRequestId id) =>
        request.Params.InputResponses is { } responses && responses.TryGetValue(id.Value, out var response)
            ? ElicitationAnswer.Read(response.RawValue)
            : null;

    /// <summary>
    /// Shows the form while the call is open. If the request is decided elsewhere meanwhile, the form is withdrawn and
    /// the call continues.
    /// </summary>
    private async Task<ElicitationOutcome> ElicitDuringCallAsync(
        ElicitRequestParams form, PersonRequestId id, CancellationToken cancellationToken)
    {
        using var eliciting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var settled = elicitations.SettledAsync(id, eliciting.Token);
        var answer = AnswerAsync(form, eliciting.Token);
        try
        {
            if (await Task.WhenAny(settled, answer) == answer)
                return await elicitations.ApplyAsync(
                    Caller, id, await answer, !tool.OutlastsDialogue, cancellationToken);
            await settled;
            return new(IsDecided: true);
        }
        finally
        {
            await eliciting.CancelAsync();
            await Task.WhenAll(settled, answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Null when the client could not show the form, or did not send an answer. When this is cancelled, the client is
    /// notified to close the form.
    /// </summary>
    private async Task<ElicitResult?> AnswerAsync(ElicitRequestParams form, CancellationToken cancellationToken)
    {
        var sent = new JsonRpcRequest
        {
            Id = new($"ask-{request.JsonRpcRequest.Id}-{++_sent}"),
            Method = RequestMethods.ElicitationCreate,
            Params = JsonSerializer.SerializeToNode(form, McpJsonUtilities.DefaultOptions),
        };
        try
        {
            var answer = await request.Server.SendRequestAsync(sent, cancellationToken);
            return ElicitationAnswer.Read(
                JsonSerializer.SerializeToElement(answer.Result, McpJsonUtilities.DefaultOptions));
        }
        catch (OperationCanceledException)
        {
            await WithdrawAsync(sent.Id);
            throw;
        }
        catch (Exception failure) when (failure is McpException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private async Task WithdrawAsync(RequestId sent)
    {
        try
        {
            await request.Server.SendNotificationAsync(
                NotificationMethods.CancelledNotification,
                new CancelledNotificationParams
                {
                    RequestId = sent,
                    Reason = "The request was decided elsewhere, or its call was cancelled.",
                },
                McpJsonUtilities.DefaultOptions,
                CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone, and the form with it.
        }
    }
}
