using System.Text.Json;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(
        """{ "b": [1, 2.50, {"z":1,"a":"ł\n"}], "a": null }""", """{"a":null,"b":[1,2.50,{"a":"ł\n","z":1}]}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("\"\\u0041\"", "\"A\"")]
    public void Equal_arguments_have_one_spelling(string json, string expected) =>
        Assert.Equal(expected, CanonicalJson.Of(JsonDocument.Parse(json).RootElement));
}
