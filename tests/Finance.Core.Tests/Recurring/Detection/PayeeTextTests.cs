using Finance.Core.Recurring.Detection;

namespace Finance.Core.Tests.Recurring.Detection;

public sealed class PayeeTextTests
{
    [Theory]
    [InlineData("Crème Brûlée GmbH", "creme brulee gmbh")]
    [InlineData("PAYPAL *NETFLIX 402-935-7733 CA", "paypal netflix ca")]
    [InlineData("Miete März 2026", "miete")]
    [InlineData("AMZN Mktp US*RT4W1", "amzn mktp us")]
    [InlineData("7-11", "7 11")]
    [InlineData("May", "may")]
    [InlineData(" * ", "")]
    [InlineData(null, "")]
    public void Of_TextOfABank_KeepsWhatTellsThePayee(string? text, string expected) => Assert.Equal(expected, PayeeText.Of(text));
}
