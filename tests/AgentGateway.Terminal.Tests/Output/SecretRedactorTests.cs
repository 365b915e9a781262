using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class SecretRedactorTests
{
    // Put together here, so that no scanner takes this file for a leak.
    public static TheoryData<string> Tokens =>
    [
        "AKIA"
            + "IOSFODNN7EXAMPLE", "ghp_"
                + new string('a', 36), "github_pat_" + new string('B', 40), "glpat-" + new string('c', 20),
        "sk-ant-api03-"
            + new string('d', 40), "sk-proj-"
                + new string('e', 40), "sk_live_" + new string('f', 24), "xoxb-" + "123456789012-abcdefghij",
        "AIza"
            + new string('g', 35), "eyJhbGciOiJIUzI1NiJ9."
                + "eyJzdWIiOiIxMjM0In0."
                + "abcdefghijk", "npm_" + new string('h', 36), "hf_" + new string('i', 34),
        "123456789:AA" + new string('j', 33),
    ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void What_looks_like_a_token_is_taken_out(string token)
    {
        var redactor = new SecretRedactor([]);
        Assert.Equal("before [redacted] after", redactor.Redact($"before {token} after"));
        Assert.Equal("KEY=[redacted]", redactor.Redact($"KEY={token}"));
    }

    [Theory]
    [InlineData("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer [redacted]")]
    [InlineData("https://user:hunter22@host/path", "https://user:[redacted]@host/path")]
    [InlineData("password=hunter2hunter2 next", "password=[redacted] next")]
    [InlineData("\"api_key\": \"abcdef123456\",", "\"api_key\": \"[redacted]\",")]
    [InlineData("DB_SECRET: abcdef123456", "DB_SECRET: [redacted]")]
    public void What_is_called_a_secret_is_taken_out(
        string line, string expected) => Assert.Equal(expected, new SecretRedactor([]).Redact(line));

    [Theory]
    [InlineData("the token ring of 1985 was a key technology")]
    [InlineData("task-1234567890 and desk-abcdefghijklmnopqrstuvw")]
    [InlineData("https://example.org/path?x=1")]
    [InlineData("commit 0123456789abcdef0123456789abcdef01234567")]
    [InlineData("drwxr-xr-x 2 root root 4096 key")]
    public void Ordinary_lines_stay_as_they_are(string line) => Assert.Equal(line, new SecretRedactor([]).Redact(line));

    [Fact]
    public void Given_values_are_taken_out_in_every_form_in_which_they_are_printed()
    {
        var redactor = new SecretRedactor(["p@ss \"word\"", "line-one\nline-two", "abc"]);
        Assert.Equal("a [redacted] b", redactor.Redact("a p@ss \"word\" b"));
        Assert.Equal("q=[redacted]", redactor.Redact("q=p%40ss%20%22word%22"));
        Assert.Equal("{\"x\":\"[redacted]\"}", redactor.Redact("{\"x\":\"p@ss \\\"word\\\"\"}"));
        Assert.Equal("[redacted]", redactor.Redact("line-two"));
        Assert.Equal("abc", redactor.Redact("abc"));
        var base64 = Convert.ToBase64String("p@ss \"word\""u8);
        Assert.DoesNotContain(base64[..12], redactor.Redact("b64 " + base64), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_is_taken_out_over_its_lines()
    {
        var redactor = new SecretRedactor([]);
        string[] lines =
        [
            "before",
            "-----BEGIN RSA " + "PRIVATE KEY-----",
            "MIIEpAIBAAKCAQEA",
            "-----END RSA " + "PRIVATE KEY-----",
            "after",
        ];
        Assert.Equal(["before", "[redacted]", "[redacted]", "[redacted]", "after"], lines.Select(redactor.Redact));
    }
}
