using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Views;

internal sealed record FindingsView(IReadOnlyList<Finding> Findings);
