using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Views;

/// <summary>The answer to setting a secret.</summary>
internal sealed record SecretEnvelope(SecretInfo Secret);

internal sealed record SecretListView(IReadOnlyList<SecretInfo> Secrets);
