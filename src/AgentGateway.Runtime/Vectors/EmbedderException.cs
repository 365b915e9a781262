using AgentGateway.Domain;

namespace AgentGateway.Runtime.Vectors;

/// <summary>No vectors were made, and why.</summary>
/// <param name="isOfTexts">
/// The texts are the reason: the same will happen again with them, and not with others.
/// </param>
public sealed class EmbedderException(Rejection rejection, bool isOfTexts = false, Exception? inner = null)
    : Exception(rejection.Message, inner)
{
    public Rejection Rejection => rejection;

    public bool IsOfTexts => isOfTexts;
}
