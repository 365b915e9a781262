using AgentGateway.Domain;

namespace AgentGateway.Views;

/// <summary>A refusal as HTTP and the command line tell it: <c>{"error":{"code":…,"message":…,"hint":…}}</c>.</summary>
internal sealed record ErrorEnvelope(Rejection Error);
