using System.Text.Json;
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
/// 2026-07-28 is answered that input is required, and repeats the call with the input. Nobody is asked twice about the
/// same within a call.
/// </summary>
internal sealed class AskedCall(
    RequestContext<CallToolRequestParams> request, Tool tool, RequestState states, Dialogues dialogues)
{
    private readonly HashSet<string> _asked = [];

    private Caller Caller => CallerIdentity.Of(request.User);

    private bool IsModern => ProtocolVersions.IsModern(request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion);

    /// <summary>Whether a client's person can be asked with a form.</summary>
    public static bool CanBeAsked(ClientCapabilities? client) => client?.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);

    /// <summary>
    /// What the client is answered in place of the call's answer, so that it asks its person; null: nothing.
    /// </summary>
    public InputRequiredException? InputRequired { get; private set; }

    /// <summary>
    /// As <see cref="AskPerson"/>. Where the call ends here, <see cref="InputRequired"/> says with what.
    /// </summary>
    public async Task<PersonAnswer> AskAsync(ToolAnswer standing, string ask, CancellationToken cancellationToken)
    {
        if (!_asked.Add(ask) || !CanBeAsked(request.Server.ClientCapabilities)) return PersonAnswer.None;
        if (await dialogues.FormAsync(Caller, ask, cancellationToken) is not { } form)
            return AnswerOf(await dialogues.HasEndedAsync(ask, cancellationToken));
        if (!IsModern) return AnswerOf(await AskOpenlyAsync(form, ask, cancellationToken));
        InputRequired = new(
            new Dictionary<string, InputRequest> { [ask] = InputRequest.ForElicitation(form) },
            AskedState.Seal(states, tool, Caller, ask, standing));
        return PersonAnswer.CallEnds;
    }

    private static PersonAnswer AnswerOf(bool isSettled) => isSettled ? PersonAnswer.Settled : PersonAnswer.None;

    /// <summary>
    /// What the call had to say when its client was asked, with the client's answer done; null when this is no repeated
    /// call.
    /// </summary>
    /// <exception cref="McpProtocolException">The state is not what was handed out for this call.</exception>
    public async Task<ToolAnswer?> ResumeAsync(CancellationToken cancellationToken)
    {
        if (request.Params.RequestState is not { } state) return null;
        var (ask, standing) = AskedState.Open(states, tool, Caller, state);
        var isHeard = await dialogues.HearAsync(
            Caller, ask, AnswerTo(ask), !tool.OutlastsDialogue, cancellationToken);
        if (!isHeard) _asked.Add(ask);
        return standing;
    }

    /// <summary>Answers to anything else than what was asked here are not looked at.</summary>
    private ElicitResult? AnswerTo(string ask) =>
        request.Params.InputResponses is { } responses && responses.TryGetValue(ask, out var response) ? DialogueAnswer.Read(response.RawValue) : null;

    /// <summary>
    /// Asks while the call is open. Decided elsewhere meanwhile, the dialogue is withdrawn and the call goes on.
    /// </summary>
    private async Task<bool> AskOpenlyAsync(ElicitRequestParams form, string ask, CancellationToken cancellationToken)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var settled = dialogues.SettledAsync(ask, asking.Token);
        var answer = AnswerAsync(form, asking.Token);
        try
        {
            if (await Task.WhenAny(settled, answer) == answer)
                return await dialogues.HearAsync(Caller, ask, await answer, !tool.OutlastsDialogue, cancellationToken);
            await settled;
            return true;
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
            Id = new($"ask-{request.JsonRpcRequest.Id}-{_asked.Count}"),
            Method = RequestMethods.ElicitationCreate,
            Params = JsonSerializer.SerializeToNode(form, McpJsonUtilities.DefaultOptions),
        };
        try
        {
            var answer = await request.Server.SendRequestAsync(asked, cancellationToken);
            return DialogueAnswer.Read(JsonSerializer.SerializeToElement(answer.Result, McpJsonUtilities.DefaultOptions));
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
