//go:build slow && !js

package main

import "testing"

// The first build for a platform compiles the standard library too.
func TestNoFusedProductsNewerAMD64(t *testing.T) {
	noFusedProducts(t, "GOARCH=amd64", "GOAMD64=v3")
}
