using AgentGateway.Domain;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// A call of a model that failed, in our words: never with a key, a stack trace or a body as it came.
/// </summary>
/// <param name="retryable">The same call may succeed later.</param>
/// <param name="retryAfter">How long the provider asked to wait.</param>
internal sealed class ModelException(
    Failure failure, bool retryable, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(failure.Message, inner)
{
    public Failure Failure => failure;

    public bool Retryable => retryable;

    public TimeSpan? RetryAfter => retryAfter;
}
