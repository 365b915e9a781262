using System.Text;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Tests;

public sealed class MultipartFormTests
{
    [Fact]
    public async Task A_file_name_stands_in_the_form_as_utf_8_between_quotes()
    {
        using var form = new MultipartForm();
        form.AddFile("document", "zażółć \"1\".txt", "text/plain", "content"u8.ToArray());

        var written = await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Contains(
            "Content-Disposition: form-data; name=\"document\"; filename=\"zażółć 1.txt\"",
            Encoding.UTF8.GetString(written),
            StringComparison.Ordinal);
    }
}
