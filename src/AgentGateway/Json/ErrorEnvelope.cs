using AgentGateway.Domain;

namespace AgentGateway.Json;

/// <summary>A refusal as HTTP and the command line tell it: <c>{"error":{"code":…,"message":…,"hint":…}}</c>.</summary>
internal sealed record ErrorEnvelope(Rejection Error);
