using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Tests.Secrets;

public sealed class KnownSecretsTests
{
    [Fact]
    public void A_value_that_is_a_word_of_the_event_is_left_in_that_word_alone()
    {
        var secrets = new KnownSecrets();
        secrets.Add("cancelled");
        var told = new TurnEnded(
            new("trn_1"), TurnStatus.Cancelled, null, new("x", "It is cancelled.", null), null, TokenUsage.None);
        var stored = Assert.IsType<TurnEnded>(secrets.Redact(ThreadStream.Kind, told));
        Assert.Equal(
            (TurnStatus.Cancelled, "It is [redacted]."), (stored.Status, stored.Failure!.Message));
    }

    [Fact]
    public void A_refusal_names_the_secret_whose_value_it_found()
    {
        var secrets = new KnownSecrets();
        secrets.Add("value-of-none");
        secrets.AddStored("TOKEN", "value-of-token");
        Assert.Null(secrets.Refuse("echo hello"));
        var named = secrets.Refuse("echo hello", "echo value-of-token")!;
        Assert.Contains("the value of the secret TOKEN", named.Message, StringComparison.Ordinal);
        Assert.Contains("TOKEN=secret:TOKEN", named.Hint, StringComparison.Ordinal);
        var unnamed = secrets.Refuse("echo value-of-none")!;
        Assert.DoesNotContain("value-of", unnamed.Message + unnamed.Hint, StringComparison.Ordinal);
        Assert.Contains("agw secret set NAME", unnamed.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_no_JSON_is_redacted_as_it_is()
    {
        var secrets = new KnownSecrets();
        secrets.Add("value-of-none");
        Assert.Equal("""{"a": [redacted]""", secrets.RedactJson("""{"a": value-of-none"""));
    }
}
