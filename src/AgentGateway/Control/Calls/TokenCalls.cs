using AgentGateway.Domain;
using AgentGateway.Runtime.Tokens;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// Tokens with rights of their own: made, shown and ended by the operator alone, since a model must not give rights
/// away.
/// </summary>
internal static class TokenCalls
{
    public static IEnumerable<ControlCall> All(TokenService tokens) =>
    [
        new ViewCall<TokenCreatedView>(
            "token_create", () => ViewJson.Plain.TokenCreatedView, (request, cancellationToken) => tokens.CreateAsync(
            request.Caller, new(
                request.Text("name") ?? "",
                request.Text("approve"),
                request.Text("agent"),
                request.Real("expires_days")), cancellationToken)),
        new ViewCall<TokenListView>(
            "token_list",
            () => ViewJson.Plain.TokenListView,
            (_, _) => Task.FromResult<Outcome<TokenListView>>(tokens.List())),
        new ViewCall<TokenEnvelope>("token_revoke", () => ViewJson.Plain.TokenEnvelope,
            (request, cancellationToken) =>
                tokens.RevokeAsync(request.Caller, request.Text("token") ?? "", cancellationToken)),
    ];
}
