using AgentGateway.Domain;

namespace AgentGateway.Views;

/// <param name="Status">ready or unavailable.</param>
internal sealed record HealthView(string Status, Rejection? Reason);
